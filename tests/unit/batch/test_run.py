from __future__ import annotations

import gzip
import io
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from labelwarden.batch.run import run_batch
from labelwarden.batch.tally import Tally
from labelwarden.catalog.feeds import json_lines
from labelwarden.catalog.feeds.feed import Reading
from labelwarden.catalog.feeds.product import read_product
from labelwarden.catalog.feeds.record import Record
from labelwarden.checker import Checker
from labelwarden.errors import LabelError, UsageError
from labelwarden.findings.scales import Severity
from labelwarden.label.labeling import Surface

GOOD = '{"id": "a", "text": "Plain oats", "product_type": "food"}'
BAD = '{"id": "b", "text": "This tea cures cancer", "product_type": "beverage"}'


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.load(as_of=date(2026, 11, 25), select=["us.disease-claims"])


def run(checker: Checker, folder: Path, data: bytes | str, name: str = "in.jsonl") -> list[dict[str, Any]]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    out = folder / "out.jsonl"
    summary = run_batch(str(path), str(out), checker)
    rows = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [row["row"] for row in rows] == list(range(1, len(rows) + 1))
    assert summary.rows == len(rows) == summary.checked + summary.failed
    assert summary.failed == sum(row["verdict"] == "error" for row in rows)
    assert summary.findings == sum(len(row["findings"]) for row in rows)
    return rows


def test_every_row_has_its_answer_in_order(checker: Checker, tmp_path: Path) -> None:
    rows = run(checker, tmp_path, f'{BAD}\n{GOOD}\n\n{{"product": "Tea", "claims": ["Cures flu"], "sku": "T1"}}')
    assert list(rows[0]) == ["row", "id", "product", "verdict", "error", "findings"]
    assert [(row["id"], row["product"], row["verdict"], row["error"]) for row in rows] == [
        ("b", None, "fail", None),
        ("a", None, "pass", None),
        ("T1", "Tea", "fail", None),
    ]
    (evidence,) = rows[0]["findings"][0]["evidence"]
    assert evidence["panel"] == "text"
    assert evidence["quote"] in "This tea cures cancer"


@pytest.mark.parametrize(
    ("line", "id", "said"),
    [
        (b"{bad", None, "expected one JSON object a line, found '{bad'"),
        (b"[1]", None, "expected one JSON object a line, found '[1]'"),
        (b"[" * 100_000, None, "nested too deeply"),
        (b'{"text": "caf\xe9"}', None, "expected UTF-8, found the byte 0xE9 at 14"),
        (b'{"id": "x"}', "x", 'expected the label\'s text under "text"'),
        (b'{"id": "x", "text": ["a"]}', "x", 'found ["a"]'),
        (b'{"id": 7, "text": " "}', "7", "found it empty"),
        (b'{"id": {}, "text": "a"}', None, '"id": expected text or a number, found {}'),
        (b'{"id": "x", "text": "a", "product_type": "krato"}', "x", 'found "krato". Did you mean kratom?'),
        (b'{"id": "x", "text": "a", "product_type": ["food"]}', "x", 'found ["food"]'),
        (b'{"id": "x", "prodct": "a"}', "x", 'unknown key "prodct". Did you mean product?'),
        (b'{"id": "x", "product": "a", "claims": {}}', "x", "`claims`: expected text or a list of texts, found a map"),
        (b'{"id": "x", "product": "a", "images": ["a.png"]}', "x", "pictures are not read in a catalogue"),
    ],
)
def test_a_broken_line_is_one_row_and_stops_nothing(
    checker: Checker, tmp_path: Path, line: bytes, id: str | None, said: str
) -> None:
    rows = run(checker, tmp_path, b"\n".join([GOOD.encode(), line, BAD.encode()]))
    assert [row["verdict"] for row in rows] == ["pass", "error", "fail"]
    assert (rows[1]["id"], rows[1]["findings"]) == (id, [])
    assert said in rows[1]["error"]


def test_odd_rows_that_are_fine(checker: Checker, tmp_path: Path) -> None:
    lines = [
        b'\xef\xbb\xbf{"id": 12, "text": "Plain oats"}\r',
        b'{"text": "Plain oats", "product_type": null, "expect": []}',
        b'{"id": "x", "product": "Oats", "product_type": "food", "expect": ["claim"]}',
        b'{"id": "\\ud800", "text": "Plain \\ud800 oats"}',
        b" ",
    ]
    rows = run(checker, tmp_path, b"\n".join(lines))
    assert [(row["id"], row["verdict"]) for row in rows] == [
        ("12", "pass"),
        (None, "pass"),
        ("x", "pass"),
        ("\ud800", "pass"),
    ]


LINES = Reading("a.jsonl", "")


def test_a_flat_row_is_a_listing_and_a_label_row_a_label() -> None:
    flat = read_product(Record(1, b'{"text": "Kratom leaf", "product_type": "kratom"}'), LINES).labeling
    label = read_product(Record(2, b'{"product": "Leaf", "text": "21+", "product_type": "kratom"}'), LINES).labeling
    assert flat is not None
    assert label is not None
    assert (flat.surface, flat.type, flat.shows) == (Surface.LISTING, "kratom", None)
    assert (label.surface, label.type, label.shows) == (Surface.LABEL, "kratom", None)


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.ndjson"])
def test_packed_files_are_told_by_what_they_hold(checker: Checker, tmp_path: Path, name: str) -> None:
    rows = run(checker, tmp_path, gzip.compress(f"{GOOD}\n{BAD}\n".encode()), name)
    assert [row["verdict"] for row in rows] == ["pass", "fail"]


def test_a_packed_file_that_breaks_off_is_told(checker: Checker, tmp_path: Path) -> None:
    packed = gzip.compress(f"{GOOD}\n{BAD}\n".encode())
    rows = run(checker, tmp_path, packed[:-9], "in.jsonl.gz")
    assert rows[-1]["verdict"] == "error"
    assert "breaks off" in rows[-1]["error"]


def test_a_line_without_end_is_one_row(checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MAX_LINE", 100)
    rows = run(checker, tmp_path, f'{GOOD}\n{{"text": "{"x" * 1000}"}}\n{BAD}')
    assert [row["verdict"] for row in rows] == ["pass", "error", "fail"]
    assert "found a longer one" in rows[1]["error"]


def test_nothing_in_nothing_out(checker: Checker, tmp_path: Path) -> None:
    assert run(checker, tmp_path, "") == []


def test_standard_streams(checker: Checker, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(BAD.encode()))))
    summary = run_batch("-", "-", checker)
    assert json.loads(capfdbinary.readouterr().out)["verdict"] == "fail"
    assert summary.reaches(Severity.CRITICAL)


def test_an_output_appears_whole_or_not_at_all(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(GOOD)
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    out.chmod(0o640)

    class Stopped(Exception):
        pass

    def stop(_tally: object, _share: object) -> None:
        raise Stopped

    (tmp_path / "bad.jsonl").write_text(BAD)
    with pytest.raises(Stopped):
        run_batch(str(tmp_path / "bad.jsonl"), str(out), checker, told=stop)
    assert out.read_text() == "before"
    run_batch(str(tmp_path / "in.jsonl"), str(out), checker)
    assert '"pass"' in out.read_text()
    assert out.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.jsonl", "in.jsonl", "out.jsonl"]


def test_a_file_can_be_replaced_by_its_own_result(checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{GOOD}\n{BAD}\n")
    assert run_batch(str(path), str(path), checker).rows == 2
    assert [json.loads(line)["verdict"] for line in path.read_text().splitlines()] == ["pass", "fail"]


@pytest.mark.parametrize(
    ("source", "out", "said"),
    [
        ("a.yaml", "o.jsonl", "one label is checked by `labelwarden check a.yaml`"),
        ("a.doc", "o.jsonl", "batch reads tables"),
        ("-", "o.txt", "expected a name that ends in .jsonl"),
        ("-", "no/such/folder/o.jsonl", "cannot write"),
    ],
)
def test_files_of_other_kinds(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, out: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b""))))
    with pytest.raises(UsageError, match=said):
        run_batch(source, out, checker)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_catalogue_is_unreadable(checker: Checker, tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="there is no such file"):
        run_batch(str(tmp_path / "no.jsonl"), str(tmp_path / "o.jsonl"), checker)
    assert list(tmp_path.iterdir()) == []


def test_the_summary_says_what_adds_up() -> None:
    tally = Tally(Counter({"fail": 2, "pass": 1_000, "error": 3}), findings=5)
    assert (tally.rows, tally.checked, tally.failed) == (1_005, 1_002, 3)
    assert tally.sentence() == (
        '1,005 rows: 1,002 checked (2 fail · 0 review · 1,000 pass) · 3 could not be checked (see "error"); 5 findings'
    )
