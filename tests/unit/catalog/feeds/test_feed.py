from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from labelwarden.catalog.feeds import workbook
from labelwarden.catalog.feeds.identifiers import gtin_fault
from labelwarden.errors import LabelError, UsageError
from labelwarden.label.gtin import check_digit
from tests.unit.catalog.feeds.read import panels, products, written

ROWS = [("id", "text", "upc"), ("00123", "Calms nerves", "036000291452"), ("=1+1", "Plain oats", "6.51074E+11")]


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.add_worksheet("empty")
        sheet = book.add_worksheet("rows")
        for number, row in enumerate(ROWS):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.write_number(3, 0, 651074168402)
        sheet.write_string(3, 1, "Third text")
    first, second, third = products(path)
    assert (first.id, first.notes) == ("00123", ())
    assert "a spreadsheet rounded it" in second.notes[0]
    assert (third.id, panels(third)) == ("651074168402", {"text": "Third text"})


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 10_000_000)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(50_000_000))
    with pytest.raises(LabelError, match="refused"):
        products(written(tmp_path, "a.xlsx", data.getvalue()))


@pytest.mark.parametrize("data", [b"PK\x03\x04 no zip", b"id,text\na,b c\n", b""])
def test_what_is_called_a_workbook_and_is_none(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(LabelError):
        products(written(tmp_path, "a.xlsx", data))


def test_parquet(tmp_path: Path) -> None:
    table = pa.table({"id": [7, None], "text": ["Calms nerves", "Plain oats"], "tags": [["a b", "c"], None]})
    pq.write_table(table, tmp_path / "a.parquet")
    first, second = products(tmp_path / "a.parquet")
    assert (first.id, panels(first)) == ("7", {"text": "Calms nerves", "tags": "a b\nc"})
    assert (second.id, second.number) == (None, 2)
    with pytest.raises(LabelError, match="expected a Parquet file"):
        products(written(tmp_path, "b.parquet", "id,text"))


def test_a_json_document_and_json_lines_are_told_apart(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "One text"}, {"id": "b", "text": "Two texts"}]
    for name, data in (
        ("a.json", json.dumps(rows)),
        ("b.json", json.dumps({"shop": {"things": rows}}, indent=1)),
        ("c.jsonl", "\n".join(map(json.dumps, rows))),
        ("d.txt", "\n".join(map(json.dumps, rows))),
    ):
        assert [product.id for product in products(written(tmp_path, name, data))] == ["a", "b"], name


def test_a_document_without_products_is_told(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="a JSON Schema, which describes products, with the keys"):
        products(written(tmp_path, "a.json", '{"$schema": "x", "properties": {"openfda": {}}}'))
    with pytest.raises(LabelError, match="not JSON"):
        products(written(tmp_path, "b.json", '[{"id": 1,}]'))


def test_mapped_columns_and_those_that_nobody_reads(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "nr,title,pitch,extra\n1,Tea,Helps you sleep,More words here\n")
    (product,) = products(path, "auto", "id=nr", "claims=pitch")
    assert product.id == "1"
    assert panels(product) == {"claims": "Helps you sleep", "product": "Tea"}
    assert product.unread == ("extra",)
    lines = written(tmp_path, "a.jsonl", '{"nr": 1, "about": {"pitch": "Helps you sleep"}}')
    (product,) = products(lines, "auto", "id=nr", "claims=about.pitch")
    assert (product.id, panels(product)) == ("1", {"claims": "Helps you sleep"})


def test_a_profile_that_does_not_fit_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not have its columns"):
        products(written(tmp_path, "a.csv", "id,text\n1,a b\n"), "shopify")
    with pytest.raises(UsageError, match='there is no "shop"'):
        products(tmp_path / "a.csv", "shop")


def test_zip_with_one_file_is_that_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.json.zip", "w") as archive:
        archive.writestr("a.json", '[{"id": "a", "text": "One text"}]')
    assert [product.id for product in products(tmp_path / "a.json.zip")] == ["a"]


def test_check_digits() -> None:
    assert check_digit("03600029145") == "2"
    assert gtin_fault("4006381333931") is None
    assert "zeros in front" in (gtin_fault("36000291452") or "")
    assert "expected 8, 12, 13 or 14 digits" in (gtin_fault("n/a") or "")


def test_a_text_that_is_none_of_a_product(tmp_path: Path) -> None:
    data = "id,text\na," + "calm tea " * 120_000 + "\nb,Plain oats\n"
    first, second = products(written(tmp_path, "a.csv", data))
    assert (first.id, first.error) == (
        "a",
        "expected at most 1,000,000 characters of text of one product, found 1,080,000",
    )
    assert second.error is None
