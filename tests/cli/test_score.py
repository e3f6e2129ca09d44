"""The rules measured on labelled cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labelwarden.score.report import SCHEMA
from tests.cli.conftest import Run

CASES = """\
{"id": "a", "text": "A miracle cure", "product_type": "food", "expect": ["claim", "boast"]}
{"id": "b", "text": "Plain oats", "product_type": "food", "expect": []}
{"id": "c", "text": "Cures everything", "product_type": "other", "expect": ["us.demo.miracle"]}
{"id": "d", "text": "A miracle cure", "product_type": "other", "expect": []}
{"id": "e", "product": "Oats", "claims": ["A miracle cure"], "warnings": ["Lot 12"], "expect": ["us.demo"]}
"""


@pytest.fixture(autouse=True)
def cases(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(CASES, encoding="utf-8")


def test_recall_and_misfires_as_data(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("score", "cases.jsonl", "--format", "json", *pack)
    told = json.loads(ended.out)
    assert (ended.code, told["schema"], told["cases"], told["unreadable"]) == (0, SCHEMA, 5, 0)
    assert told["recall"] == {
        "of": 4,
        "any": 3,
        "sure": 3,
        "high": 3,
        "any_share": 0.75,
        "sure_share": 0.75,
        "high_share": 0.75,
    }
    assert (told["misfires"]["of"], told["misfires"]["sure"]) == (2, 1)
    assert told["by_type"]["food"]["recall"]["sure_share"] == 1
    assert told["by_type"]["food"]["misfires"]["sure"] == 0
    assert told["by_rule"] == {"us.demo.miracle": {"right": 2, "alone": 2, "misfired": 1, "precision": 0.6667}}
    assert told["by_tag"]["boast"]["precision"] == 0.6667
    assert told["by_confidence"]["high"] == {"right": 2, "misfired": 1, "precision": 0.6667}
    assert told["by_confidence"]["low"] == {"right": 0, "misfired": 0, "precision": None}


def test_bars_for_a_terminal(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("score", "cases.jsonl", *pack)
    lines = ended.out.splitlines()
    assert "Found, of 4 expected" in lines
    assert "Misfires, of 2 cases in which nothing may be found" in lines
    (bar,) = [line for line in lines if line.startswith("  us.demo.miracle") and "alone" in line]
    assert "█" in bar
    assert bar.endswith("66.7%  2 right, 2 alone, 1 wrong")
    assert max(map(len, lines)) <= 80
    assert "5 cases: 3 as expected, 2 not" in ended.err


def test_errors_go_to_a_file(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    run("score", "cases.jsonl", "--errors", "errors.jsonl", *pack)
    missed, misfired = map(json.loads, (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines())
    assert (missed["id"], missed["kind"], missed["expected"], missed["text"]) == (
        "c",
        "missed",
        ["us.demo.miracle"],
        "Cures everything",
    )
    assert (misfired["id"], misfired["kind"], misfired["product_type"]) == ("d", "misfired", "other")
    assert misfired["findings"] == [{"rule": "us.demo.miracle", "confidence": "high", "quotes": ["miracle cure"]}]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('{"text": "Oats"}', 'expected "expect"'),
        ('{"text": "Oats", "expect": "claim"}', "expected a list of names"),
        ('{"text": "Oats", "expect": ["clam"]}', 'no rule, category or tag is called "clam". Did you mean claim?'),
        ('{"text": "", "expect": []}', "found it empty"),
        ("oats", "expected one JSON object a line"),
    ],
)
def test_a_row_that_is_no_case_is_told_and_the_rest_is_measured(
    run: Run, pack: tuple[str, ...], tmp_path: Path, row: str, said: str
) -> None:
    (tmp_path / "cases.jsonl").write_text(f"{row}\n{CASES}", encoding="utf-8")
    ended = run("score", "cases.jsonl", "--format", "json", *pack)
    assert ended.code == 4
    assert f"cases.jsonl, row 1: {ended.err.splitlines()[0].partition(': ')[2]}" == ended.err.splitlines()[0]
    assert said in ended.err
    assert json.loads(ended.out)["cases"] == 5
    assert json.loads(ended.out)["unreadable"] == 1


def test_no_file_and_no_such_format(run: Run, pack: tuple[str, ...]) -> None:
    assert run("score", "none.jsonl", *pack).code == 4
    assert run("score", "cases.jsonl", "--format", "xml", *pack).code == 2
