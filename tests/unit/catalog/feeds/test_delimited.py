from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.catalog.feeds import delimited
from labelwarden.catalog.feeds.delimited import read_table
from labelwarden.errors import LabelError, UsageError
from tests.unit.catalog.feeds.read import panels, products, written

CALM = "id,text\na,Calms nerves\n"


def ids(path: Path) -> list[str | None]:
    return [product.id or product.error for product in products(path)]


@pytest.mark.parametrize(
    "data",
    [
        CALM.encode(),
        b"\xef\xbb\xbf" + CALM.encode(),
        CALM.encode("utf-16"),
        CALM.replace("\n", "\r\n").encode(),
        CALM.replace(",", ";").encode(),
        CALM.replace(",", "\t").encode(),
        gzip.compress(CALM.encode(), mtime=0),
        zstandard.compress(CALM.encode()),
        CALM.replace("id,", '"id",').rstrip().encode(),
    ],
)
def test_a_table_is_read_whatever_it_is_written_in(tmp_path: Path, data: bytes) -> None:
    (product,) = products(written(tmp_path, "a.csv", data))
    assert (product.number, product.id, panels(product)) == (1, "a", {"text": "Calms nerves"})


def test_cells_hold_lines_quotes_and_nul(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b'id,text\r\na,"Calms ""nerves"",\r\nand\0 more"\r\n\r\nb,x y\r\n')
    first, second = products(path)
    assert panels(first)["text"] == 'Calms "nerves",\r\nand more'
    assert (second.number, second.id) == (2, "b")


def test_rows_of_two_encodings(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", b"id,text\na,caf\xc3\xa9 one\nb,caf\xe9 two\nc,\xa0caf\x81 three\n")
    read = products(path)
    assert [panels(product)["text"].strip() for product in read] == ["café one", "café two", "caf\x81 three"]
    assert ["Latin-1" in "".join(product.notes) for product in read] == [False, True, True]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ('x,"never closed', "a quote that is not closed"),
        ("x,one,two,three", "expected 2 columns, found 4"),
    ],
)
def test_a_broken_row_costs_itself_only(tmp_path: Path, broken: str, said: str) -> None:
    rows = ["id,text", "a,one text", broken, 'b,"two\ntext"', "c,three text"]
    read = products(written(tmp_path, "a.csv", "\n".join(rows)))
    assert [product.number for product in read] == [1, 2, 3, 4]
    assert [product.id for product in read] == ["a", None, "b", "c"]
    assert said in (read[1].error or "")


def test_two_rows_with_open_quotes_are_two_errors(tmp_path: Path) -> None:
    read = products(written(tmp_path, "a.csv", 'id,text\na,"one\nb,two text\nc,"three\nd,four text\n'))
    assert [(product.id, product.error is not None) for product in read] == [
        (None, True),
        ("b", False),
        (None, True),
        ("d", False),
    ]


def test_the_last_row_may_be_broken(tmp_path: Path) -> None:
    read = products(written(tmp_path, "b.csv", 'id,text,more\na,one,x\nb,"two'))
    assert "not closed" in (read[1].error or "")


def test_a_row_without_its_last_cells_is_a_row(tmp_path: Path) -> None:
    (product,) = products(written(tmp_path, "a.csv", "id,text,claims\na,one text\n"))
    assert panels(product) == {"text": "one text"}


def test_a_row_without_end_is_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_ROW", 100)
    read = products(written(tmp_path, "a.csv", f"id,text\na,{'x' * 1000}\nb,short\n"))
    assert "longer one" in (read[0].error or "")
    assert read[1].id == "b"


def test_a_packed_table_that_breaks_off_is_told_once(tmp_path: Path) -> None:
    packed = gzip.compress(("id,text\n" + "".join(f"{n},text number {n}\n" for n in range(20_000))).encode())
    read = products(written(tmp_path, "a.csv.gz", packed[: len(packed) // 2]))
    assert len(read) > 100
    assert [n for n, product in enumerate(read) if product.error] == [len(read) - 1]
    assert "breaks off" in (read[-1].error or "")


def test_columns_of_one_name_are_told_apart() -> None:
    table = read_table(io.BufferedReader(io.BytesIO(b"id,text,text,\n1,a,b,c\n")), "a.csv")
    assert table.columns == ("id", "text", "text (3)", "column (4)")


def test_nothing_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="expected a first row that names the columns"):
        products(written(tmp_path, "a.csv", "\n\n"))


def test_a_table_without_text_asks_for_it(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "nr,amount\n1,2\n")
    with pytest.raises(UsageError, match="Say which it is: --map text=COLUMN"):
        products(path)
    with pytest.raises(UsageError, match="Did you mean amount"):
        products(path, "auto", "text=amuont")


CELLS = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")), min_size=3, max_size=3)


@given(st.lists(CELLS.filter(any), max_size=6))
def test_what_was_written_as_csv_is_read(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["a", "b", "c"])
    writer.writerows(rows)
    table = read_table(io.BufferedReader(io.BytesIO(file.getvalue().encode())), "a.csv")
    assert [list(record.data.values()) for record in table.records] == rows
