"""A new rule of every kind loads, and its examples hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labelwarden.rules.template import KINDS
from tests.cli.conftest import Run

ASKED = {
    "forbidden-claim": ("--about", "condition.pain"),
    "forbidden-phrase": ("--phrase", "as good as ... {drug-name}", "--type", "food"),
    "forbidden-substance": ("--substance", "substance.kava", "--type", "beverage"),
    "required-statement": ("--statement", 'WARNING: "kava" may harm the liver.', "--contains", "substance.kava"),
    "required-field": ("--field", "lot number", "--shown-by", "field.lot"),
    "age-restriction": ("--minimum", "21", "--contains", "substance.kava"),
    "amount-limit": ("--substance", "substance.kava", "--at-most", "250 mg"),
    "presentation": ("--phrase", "keep out of reach of children"),
}


SOUND = Path(__file__).resolve().parents[1] / "rules" / "sound"


@pytest.fixture(autouse=True)
def few_terms(tmp_path: Path) -> None:
    """A folder whose rules are few and quickly read, in the place of those that come along."""
    profile = f"builtin: no\nrules: [{json.dumps(str(SOUND))}]\n"
    (tmp_path / "labelwarden.yaml").write_text(profile, encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_rule_of_each_kind_can_be_used_at_once(run: Run, tmp_path: Path, kind: str) -> None:
    ended = run("rules", "new", "us-hi.kava.trial", "--kind", kind, *ASKED[kind])

    assert ended.code == 0, ended.err
    assert "\nwrote my-rules/us-hi/kava.yaml: 1 rule, " in ended.err
    checked = run("rules", "validate", "my-rules")
    assert checked.code == 0, checked.out
    assert (tmp_path / "my-rules" / "us-hi" / "kava.yaml").read_text(encoding="utf-8").count(" # ") > 10


def test_what_is_not_given_is_asked_for_on_a_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {
        "Id of the rule": "us-hi.kava.age",
        "Kind of check": "age-restriction",
        "Least age": "21",
        "Classes of product": "food, beverage",
        "Substances": "substance.kava",
        "What is wrong": "Sold to minors",
        "Place in the law": "",
    }
    asked: list[str] = []

    def answer(words: str, **_: object) -> str:
        asked.append(next(head for head in answers if words.startswith(head)))
        return answers[asked[-1]]

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", answer)
    assert run("rules", "new").code == 0
    text = (tmp_path / "my-rules" / "us-hi" / "kava.yaml").read_text(encoding="utf-8")
    assert "when: {type: [food, beverage], contains: [substance.kava]}" in text
    assert 'title: "Sold to minors"' in text
    assert asked == list(answers)


def test_the_editor_finds_the_schema(run: Run, tmp_path: Path) -> None:
    run("rules", "new", "us-hi.kava.trial", "--kind", "age-restriction", "--minimum", "21")
    file = tmp_path / "my-rules" / "us-hi" / "kava.yaml"
    first = file.read_text(encoding="utf-8").splitlines()[0]

    assert (file.parent / first.partition("$schema=")[2]).resolve() == tmp_path / "my-rules" / "rule.schema.json"
    assert (tmp_path / "my-rules" / "rule.schema.json").is_file()


def test_a_second_rule_goes_into_the_file_of_its_pack(run: Run, tmp_path: Path) -> None:
    for fault in ("one", "two"):
        assert run("rules", "new", f"us-hi.kava.{fault}", "--kind", "age-restriction", "--minimum", "21").code == 0

    text = (tmp_path / "my-rules" / "us-hi" / "kava.yaml").read_text(encoding="utf-8")
    assert [line.split()[2] for line in text.splitlines() if "- id:" in line] == ["us-hi.kava.one", "us-hi.kava.two"]
    assert run("rules", "validate", "my-rules").code == 0


def test_an_id_that_is_taken_changes_no_file(run: Run, tmp_path: Path) -> None:
    arguments = ("rules", "new", "us-hi.kava.one", "--kind", "age-restriction", "--minimum", "21")
    run(*arguments)
    before = (tmp_path / "my-rules" / "us-hi" / "kava.yaml").read_bytes()

    ended = run(*arguments)
    assert ended.code == 3
    assert 'rule id "us-hi.kava.one" is taken' in ended.err
    assert (tmp_path / "my-rules" / "us-hi" / "kava.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("us-hi.kava.x",), "expected --kind: Kind of check (forbidden-claim"),
        (("Kava", "--kind", "age-restriction"), "expected an id such as us-hi.kava.liver-warning"),
        (("us-hi.kava.x", "--kind", "age"), '--kind: there is no "age"; it takes forbidden-claim'),
        (("us-hi.kava.x", "--kind", "age-restriction"), "expected --minimum: Least age"),
        (("us-hi.kava.x", "--kind", "age-restriction", "--minimum", "old"), "--minimum: expected years such as 21"),
        (
            ("us-hi.kava.x", "--kind", "amount-limit", "--substance", "substance.kava", "--at-most", "3 cups"),
            "--at-most: expected a limit such as 15 mg",
        ),
        (("us-hi.kava.x", "--kind", "forbidden-claim", "--about", "condition.livr"), "Did you mean condition.liver?"),
        (("us-hi.kava.x", "--kind", "forbidden-substance", "--substance", "kava"), "Did you mean substance.kava?"),
    ],
)
def test_what_is_missing_or_wrong_is_told(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    ended = run("rules", "new", *arguments)

    assert ended.code == 2
    assert said in ended.err
    assert not (tmp_path / "my-rules").exists()
