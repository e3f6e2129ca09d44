from __future__ import annotations

import json
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.cli.conftest import Run

LABEL = """\
product: Calm Drops
type: dietary_supplement
panels:
  front: "Calm Drops\\nthe MIRACLE CURE for everyone"
  back: This is no miracle cure.
"""
GOOD = "product: Oats\ntype: food\npanels: {back: Lot 12}\n"


@pytest.fixture(autouse=True)
def labels(tmp_path: Path) -> None:
    (tmp_path / "label.yaml").write_text(LABEL, encoding="utf-8")
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "maybe.yaml").write_text("product: Magic Oats\ntype: food\nclaims: Lot 7\n", encoding="utf-8")


def test_text_shows_the_words_in_their_line_and_what_to_do(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("check", "label.yaml", *pack)

    assert ended.err == ""
    assert ended.out == snapshot("""\
Calm Drops · dietary supplement · US                                        FAIL
label.yaml

  critical  Promises a miracle                                   us.demo.miracle
            front the MIRACLE CURE for everyone
                      ~~~~~~~~~~~~
            why   "MIRACLE CURE" promises what Calm Drops cannot hold
            law   21 U.S.C. 343(a) · letters: Example Botanicals (2025-06-25)
            do    Say what the product is instead.

  minor     No lot number                                            us.demo.lot
            where found nowhere in product, front, back
            why   Calm Drops states no lot number
            law   21 CFR 111.415 (read second-hand)
            do    Print the number of the lot.

  2 violated · 1 met         explain one: labelwarden rules show us.demo.miracle

This helps a person to decide and is no legal advice. A label without findings
may still be unlawful.
""")


def test_checklist_lists_every_rule(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("check", "good.yaml", "--checklist", *pack)

    assert ended.out == snapshot("""\
Oats · food · US                                                            PASS
good.yaml

  checklist (3)
    Rules are named by the fault that they look for; met means that the label is
    free of it.
    met             us.demo.lot · No lot number · printed: "Lot"
    met             us.demo.maybe · Speaks of magic · no such words
    met             us.demo.miracle · Promises a miracle · no such words
    not checked     Only rules for US were put to this label. No other place was
                    looked at.
    not checked     Only wording is judged. No product was tested, no stated
                    amount verified, nothing said elsewhere looked at.
    not checked     The rules cover what warning letters and the laws named here
                    cite, not all of food and drug law.
    not checked     A claim made by hints, pictures or irony alone is mostly
                    missed.
  3 met

This helps a person to decide and is no legal advice. A label without findings
may still be unlawful.
""")


def test_a_rule_whose_law_is_not_confirmed_leads_to_review_unless_it_is_asked_to_fail(
    run: Run, pack: tuple[str, ...]
) -> None:
    review = run("check", "maybe.yaml", "--format", "jsonl", *pack)
    fail = run("check", "maybe.yaml", "--format", "jsonl", "--experimental", *pack)

    assert (review.code, json.loads(review.out)["verdict"]) == (0, "review")
    assert (fail.code, json.loads(fail.out)["verdict"]) == (1, "fail")


@pytest.mark.parametrize(
    ("file", "fail_on", "code"),
    [
        ("label.yaml", "critical", 1),
        ("label.yaml", "never", 0),
        ("good.yaml", "review", 0),
        ("maybe.yaml", "minor", 0),
        ("maybe.yaml", "review", 1),
    ],
)
def test_fail_on(run: Run, pack: tuple[str, ...], file: str, fail_on: str, code: int) -> None:
    assert run("check", file, "--fail-on", fail_on, *pack).code == code


def test_fail_on_counts_from_its_severity_on(run: Run, pack: tuple[str, ...]) -> None:
    only_lot = ("check", "label.yaml", "--select", "us.demo.lot", *pack)

    assert run(*only_lot, "--fail-on", "major").code == 0
    assert run(*only_lot, "--fail-on", "minor").code == 1


def test_what_cannot_be_read_is_reported_and_outranks_findings(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("check", "nowhere.txt", "label.yaml", "--format", "json", *pack)
    report = json.loads(ended.out)

    assert ended.code == 4
    assert report["summary"]["error"] == 1
    assert report["summary"]["fail"] == 1
    assert [label["verdict"] for label in report["labels"]] == ["error", "fail"]
    assert "no such file" in report["labels"][0]["error"]


def test_fail_on_never_does_not_hide_what_cannot_be_read(run: Run, pack: tuple[str, ...]) -> None:
    assert run("check", "nowhere.txt", "--fail-on", "never", *pack).code == 4


def test_json_is_the_same_on_every_run_and_quotes_slices_of_its_panels(run: Run, pack: tuple[str, ...]) -> None:
    command = ("check", "label.yaml", "--format", "json", "--as-of", "2026-11-25", *pack)
    first, second = run(*command), run(*command)
    report = json.loads(first.out)

    assert first.out == second.out
    assert list(report) == ["schema", "tool", "as_of", "jurisdictions", "rules", "summary", "labels"]
    assert report["schema"] == "labelwarden.report/1"
    assert report["as_of"] == "2026-11-25"
    assert report["rules"] == {"packs": [{"id": "us.demo", "version": "2026.11.1"}], "count": 3}
    label = report["labels"][0]
    panels = {panel["name"]: panel["text"] for panel in label["panels"]}
    quoted = [evidence for finding in label["findings"] for evidence in finding["evidence"] if evidence["quote"]]
    assert quoted
    for evidence in quoted:
        assert panels[evidence["panel"]][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_duties_are_listed_with_checklist_only(run: Run, pack: tuple[str, ...]) -> None:
    plain = json.loads(run("check", "good.yaml", "--format", "jsonl", *pack).out)
    full = json.loads(run("check", "good.yaml", "--format", "jsonl", "--checklist", *pack).out)

    assert "duties" not in plain
    assert [duty["rule"] for duty in full["duties"]] == ["us.demo.lot", "us.demo.maybe", "us.demo.miracle"]
    assert (
        plain["outcomes"]
        == full["outcomes"]
        == {
            "met": 3,
            "violated": 0,
            "undetermined": 0,
            "not-visible": 0,
            "not-applicable": 0,
        }
    )


def test_jsonl_writes_one_label_a_line(run: Run, pack: tuple[str, ...]) -> None:
    lines = run("check", "label.yaml", "good.yaml", "--format", "jsonl", *pack).out.splitlines()

    assert [json.loads(line)["source"] for line in lines] == ["label.yaml", "good.yaml"]


def test_shows_turns_what_is_missing_into_not_visible(run: Run, pack: tuple[str, ...]) -> None:
    label = json.loads(run("check", "label.yaml", "--shows", "front, back", "--format", "jsonl", *pack).out)

    assert label["outcomes"]["not-visible"] == 1
    assert [finding["rule"] for finding in label["findings"]] == ["us.demo.miracle"]


def test_jurisdictions_of_the_option_are_those_of_the_report(run: Run, pack: tuple[str, ...]) -> None:
    report = json.loads(run("check", "good.yaml", "--jurisdiction", "us-ny", "--format", "json", *pack).out)

    assert report["jurisdictions"] == ["US", "US-NY"]


def test_output_goes_to_the_file(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    ended = run("check", "label.yaml", "--format", "json", "--output", "report.json", *pack)

    assert (ended.code, ended.out) == (1, "")
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["summary"]["fail"] == 1


def test_quiet_gives_one_line_a_label(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("check", "label.yaml", "good.yaml", "nowhere.txt", "--quiet", *pack)

    assert [line.split()[0] for line in ended.out.splitlines()] == ["FAIL", "PASS", "ERROR"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "jsn"], '--format: there is no "jsn"; it takes text, json, jsonl, html'),
        (["--format", "png"], "--format png: expected --output FOLDER"),
        (["--output", "a.html", "--output", "a.html"], "the same file is named twice"),
        (["--as-of", "tomorrow"], '--as-of: expected a date such as 2026-11-25, found "tomorrow"'),
        (["--product-type", "suplement"], '--product-type: there is no "suplement"'),
        (["--select", "us.demo.nothing"], 'no rule, category or tag is called "us.demo.nothing"'),
        (["--jurisdiction", "Texas"], '"TEXAS" is no jurisdiction'),
        (["--output", "no/such/folder/report"], "cannot write no/such/folder/report: No such file or directory"),
        (["--fail-on", "sometimes"], "--fail-on"),
        (["--frobnicate"], "No such option: --frobnicate"),
    ],
)
def test_wrong_usage_says_what_was_expected(run: Run, pack: tuple[str, ...], options: list[str], said: str) -> None:
    ended = run("check", "label.yaml", *options, *pack)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_faulty_rules_stop_the_run_with_every_fault(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("pack: us.broken\ntitel: Oops\nrules: []\n", encoding="utf-8")
    ended = run("check", "label.yaml", "--rules", "broken.yaml")

    assert (ended.code, ended.out) == (3, "")
    assert 'broken.yaml:2:1  unknown key "titel"\n     2 | titel: Oops\n       | ^^^^^ Did you mean title?' in ended.err
    assert "`version` is missing" in ended.err


def test_text_of_a_label_cannot_steer_the_terminal_or_the_report(
    run: Run, pack: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "hostile.yaml").write_text(
        r'product: "[bold red]Oats[/] \e[31m"'
        "\n"
        r'claims: "\u202E[link=file:///etc/passwd]miracle cure[/link]\a {product} %s"'
        "\n",
        encoding="utf-8",
    )
    for options in ((), ("--quiet",), ("--checklist",)):
        out = run("check", "hostile.yaml", *options, *pack).out

        assert not {"\x1b", "\u202e", "\a"} & set(out)
        assert "[bold red]Oats[/] ⟨U+001B⟩[31m" in out


def test_half_a_surrogate_pair_is_written_as_json_escapes_it(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "half.json").write_text(r'{"product": "Oats \ud83d", "claims": "miracle cure"}', encoding="utf-8")
    ended = run("check", "half.json", "--format", "jsonl", *pack)

    assert ended.code in (1, 4)
    assert "fault of ours" not in ended.err
    json.loads(ended.out)
