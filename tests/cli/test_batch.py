from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROWS = """\
{"id": "a", "text": "A miracle cure"}
{"id": "b", "text": "Plain oats"}
not JSON
{"id": "c", "text": "Magic drops"}
"""


@pytest.fixture(autouse=True)
def catalog(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(ROWS, encoding="utf-8")
    (tmp_path / "good.jsonl").write_text(ROWS.replace("not JSON\n", ""), encoding="utf-8")


def test_every_row_gives_one_row_and_an_unreadable_one_outranks_findings(
    run: Run, pack: tuple[str, ...], tmp_path: Path
) -> None:
    ended = run("batch", "rows.jsonl", "--out", "found.jsonl", *pack)
    rows = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]

    assert (ended.code, ended.out) == (4, "")
    assert [(row["row"], row["verdict"]) for row in rows] == [(1, "fail"), (2, "pass"), (3, "error"), (4, "review")]
    assert "4 rows: 3 checked" in ended.err


def test_results_go_to_standard_output_for_a_dash(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("batch", "good.jsonl", "--out", "-", *pack)

    assert ended.code == 1
    assert [json.loads(line)["id"] for line in ended.out.splitlines()] == ["a", "b", "c"]


@pytest.mark.parametrize(("options", "code"), [(["--fail-on", "never"], 0), (["--ignore", "boast"], 0)])
def test_exit_code_follows_the_options(run: Run, pack: tuple[str, ...], options: list[str], code: int) -> None:
    assert run("batch", "good.jsonl", "--out", "found.jsonl", *options, *pack).code == code


def test_review_counts_what_a_person_has_to_look_at(run: Run, pack: tuple[str, ...]) -> None:
    assert (
        run("batch", "good.jsonl", "--out", "found.jsonl", "--ignore", "boast", "--fail-on", "review", *pack).code == 1
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("rows.doc", "--out", "found.jsonl"),
        ("rows.jsonl", "--out", "found.pdf"),
        ("rows.jsonl", "--out", "found.jsonl", "--profile", "shopyfi"),
        ("rows.jsonl", "--out", "found.jsonl", "--map", "text"),
        ("rows.jsonl", "--out", "found.jsonl", "--engine", "cloud"),
        ("rows.jsonl", "--out", "-", "--resume"),
        ("rows.jsonl",),
    ],
)
def test_wrong_usage(run: Run, pack: tuple[str, ...], arguments: tuple[str, ...]) -> None:
    ended = run("batch", *arguments, *pack)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err


def test_waivers_are_shown_in_the_rows_and_told_of_at_the_end(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    waiver = {
        "rule": "us.demo.miracle",
        "reason": "It is the name of a song.",
        "who": "J. Doe",
        "until": "2027-01-01",
        "quote": "miracle cure",
    }
    granted = [{**waiver, "label": "a"}, {**waiver, "label": "b"}, {**waiver, "label": "x"}]
    (tmp_path / "waivers.yaml").write_text(json.dumps({"waivers": granted}), encoding="utf-8")

    ended = run("batch", "good.jsonl", "--out", "-", "--waivers", "waivers.yaml", "--as-of", "2026-11-25", *pack)
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    assert [[item["finding"]["rule"] for item in row["waived"]] for row in rows] == [["us.demo.miracle"], [], []]
    assert "findings that are let pass: 1 by a waiver" in ended.err
    assert "the waiver of us.demo.miracle is of no use: the label has no such finding any more" in ended.err
    assert "1 of 3 waivers are for labels that are not in this run" in ended.err
