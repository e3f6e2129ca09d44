from __future__ import annotations

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.cli.conftest import PACK, Run

FAULTY = """\
pack: us.faulty
title: Five faults
version: 2026.11.1
jurisdiction: US
authority: FDA
rules:
  - id: us.faulty.one
    title: Promises a miracle
    rationale: A miracle is nothing that a product can be shown to work.
    severity: horrible
    colour: red
    check: {kind: forbidden-phrase, any_of: [miracle], except_in: ["..."]}
    message: '"{quot}" is too much'
    remedy: Say what the product is instead.
    basis: [{cite: 21 U.S.C. 343, source: verified, as_of: 2026-11-31}]
    examples: {violated: [A miracle], met: [Oats], near_miss: [Mirage]}
"""


def test_list_is_one_line_a_rule_and_can_be_narrowed(run: Run, pack: tuple[str, ...]) -> None:
    everything = run("rules", "list", *pack)

    assert everything.out == snapshot("""\
us.demo.lot      US  minor     stable        No lot number
us.demo.maybe    US  major     experimental  Speaks of magic
us.demo.miracle  US  critical  stable        Promises a miracle
""")
    assert everything.err == "3 of 3 rules\n"
    assert run("rules", "list", "--tag", "boast", *pack).out.split()[0] == "us.demo.miracle"
    assert run("rules", "list", "--status", "experimental", *pack).out.split()[0] == "us.demo.maybe"
    assert run("rules", "list", "--jurisdiction", "us-ny", *pack).out == ""
    assert len(run("rules", "list", "--jurisdiction", "us", *pack).out.splitlines()) == 3


def test_list_knows_products_and_days(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "packs" / "us" / "demo.yaml"
    dated = PACK.replace("    tags: [boast]\n", "    effective_from: 2026-12-19\n    when: {type: [food]}\n")
    file.write_text(dated.replace("violated: [A miracle cure]", "violated: [{type: food, text: A miracle cure}]"))

    def listed(*options: str) -> list[str]:
        return [line.split()[0] for line in run("rules", "list", *options, *pack).out.splitlines()]

    assert listed("--product-type", "food") == ["us.demo.lot", "us.demo.maybe", "us.demo.miracle"]
    assert listed("--product-type", "cosmetic") == ["us.demo.lot", "us.demo.maybe"]
    assert listed("--in-force", "2026-12-18") == ["us.demo.lot", "us.demo.maybe"]
    assert "--in-force: expected a date" in run("rules", "list", "--in-force", "soon", *pack).err


def test_list_names_what_has_to_be_looked_at_again(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "packs" / "us" / "demo.yaml"
    file.write_text(PACK.replace("    tags: [boast]\n", "    review_by: 2026-12-31\n"))

    due = run("rules", "list", "--due", "--by", "2027-01-01", *pack)
    assert due.out.splitlines()[0] == "2026-12-31  us.demo.miracle"
    assert "21 U.S.C. 343(a)  https://uscode.house.gov/" in due.out
    assert due.err == "1 of 3 rules have to be looked at again by 2027-01-01\n"
    early = run("rules", "list", "--due", "--by", "2026-12-30", *pack)
    assert (early.out, early.err) == (
        "",
        "0 of 3 rules have to be looked at again by 2026-12-30; the next on 2026-12-31\n",
    )
    assert "expected --due beside it" in run("rules", "list", "--by", "2027-01-01", *pack).err


def test_show_tells_law_and_examples(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("rules", "show", "us.demo.miracle", *pack)

    assert ended.code == 0
    assert ended.out == snapshot("""\
us.demo.miracle
Promises a miracle
critical · claim · US · stable · pack us.demo 2026.11.1

  why         A miracle is nothing that a product can be shown to work.
  surface     labels and listings
  check       kind: forbidden-phrase; any_of: "miracle cure"; except_in: "no
              miracle cure"
  says        "{quote}" promises what {product} cannot hold
  do          Say what the product is instead.
  law         21 U.S.C. 343(a) (verified, looked at 2026-11-20)
              https://uscode.house.gov/
  letter      Example Botanicals (2025-06-25)
  tags        boast

  examples
    violated     A miracle cure
    met          Plain oats
    near miss    This is no miracle cure
""")


def test_show_says_the_nearest_name(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("rules", "show", "us.demo.mirakle", *pack)

    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean us.demo.miracle?" in ended.err


def test_show_prints_the_spellings_of_a_group_that_ships(run: Run) -> None:
    ended = run("rules", "show", "--terms", "substance.7oh")

    assert ended.code == 0
    assert ended.out.startswith("substance.7oh (")
    assert "7 hydroxymitragynine" in ended.out


def test_forms_prints_the_spellings_that_a_rule_names(run: Run) -> None:
    ended = run("rules", "show", "us.7oh.unlawful-supplement", "--forms")

    assert ended.code == 0
    assert "\nsubstance.7oh (" in ended.out


@pytest.mark.parametrize("arguments", [(), ("us.demo.lot", "--terms", "substance")])
def test_show_wants_a_rule_or_a_group(run: Run, pack: tuple[str, ...], arguments: tuple[str, ...]) -> None:
    ended = run("rules", "show", *arguments, *pack)

    assert ended.code == 2
    assert "expected the id of a rule, or --terms with a group" in ended.err


def test_show_says_the_nearest_group(run: Run) -> None:
    ended = run("rules", "show", "--terms", "substance.7ho")

    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean substance.7oh?" in ended.err


def test_validate_shows_every_fault_with_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "faulty.yaml").write_text(FAULTY, encoding="utf-8")
    ended = run("rules", "validate", "faulty.yaml")

    assert ended.code == 3
    for place in ("10:15", "11:5", "12:", "13:14", "15:60"):
        assert f"faulty.yaml:{place}" in ended.out
    assert ended.out.splitlines()[-1].endswith(" in 1 file, nothing loaded")


def test_validate_of_good_rules(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("rules", "validate", "packs", "--no-builtin-rules")

    assert (ended.code, ended.out) == (0, "no fault: 3 rules in 1 pack, 0 terms; 9 examples hold\n")
    assert pack


def test_the_rules_that_ship_are_valid_and_may_be_named_too(run: Run) -> None:
    from labelwarden.rules.files import builtin_folder

    # Each of their examples is a test of its own, see tests/rules.
    ended = run("rules", "validate", "--no-examples", str(builtin_folder()))

    assert ended.code == 0, ended.out


def test_examples_that_hold(run: Run, pack: tuple[str, ...]) -> None:
    assert run("rules", "test", *pack).out == "9 examples of 3 rules: none failed\n"
    assert run("rules", "test", "us.demo.m", *pack).out == "6 examples of 2 rules: none failed\n"
    assert (
        run("rules", "test", "packs/us/demo.yaml", "--no-builtin-rules").out == "9 examples of 3 rules: none failed\n"
    )


def test_an_example_that_fails_is_shown_with_what_was_found(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    wrong = PACK.replace("violated: [A miracle cure]", "violated: [A miracle cure, It heals]").replace(
        "near_miss: [This is no miracle cure]", "near_miss: [No. Miracle cure!, {colour: red}]"
    )
    (tmp_path / "packs" / "us" / "demo.yaml").write_text(wrong, encoding="utf-8")
    ended = run("rules", "test", "us.demo.miracle", *pack)

    assert ended.code == 1
    assert ended.out == snapshot("""\
packs/us/demo.yaml:18:43  us.demo.miracle: example under "violated" came out as met (no such words); expected violated
    18 |     examples: {violated: [A miracle cure, It heals], met: [Plain oats], near_miss: [No. Miracle cure…
       |                                           type other · form unknown · contains nothing known
       |                                           terms: none
       |                                           claims: none
packs/us/demo.yaml:18:104  us.demo.miracle: example under "near_miss" is no label: `colour`: Extra inputs are not permitted
    18 | …et: [Plain oats], near_miss: [No. Miracle cure!, {colour: red}]}
5 examples of 1 rule: 2 failed
""")  # noqa: E501 - as the program prints it


def test_what_cannot_be_loaded_ends_with_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "faulty.yaml").write_text(FAULTY, encoding="utf-8")

    assert run("rules", "test", "faulty.yaml").code == 3


def test_a_name_without_rules_is_wrong_usage(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("rules", "test", "us.demi", *pack)

    assert ended.code == 2
    assert '"us.demi" holds no rule and is the head of no rule id' in ended.err
