from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter
from pyarrow import parquet
from starlette.testclient import TestClient

from labelwarden.errors import LabelError
from labelwarden.web import reading_process
from labelwarden.web.blobs import Blobs
from labelwarden.web.catalogue import MOST_PRODUCTS, Found, examine, is_catalogue, products_of
from labelwarden.web.reading import Given
from labelwarden.web.store.items import State
from tests.unit.web.conftest import csrf_of, site_of, wait_until

ROWS = [("1", "Quiet Oats", "Cures gout within days"), ("2", "Plain Oats", "A good source of fiber")]
CSV = (
    b"id,title,description,supplement health focus\n"
    b"1,Quiet Oats,Cures gout within days,it keeps your joints free of gout for life\n"
    b"2,,,\n"
    b"3,Plain,Fiber,x\n"
)


def given(folder: Path, name: str, data: bytes) -> Given:
    blobs = Blobs(folder / "files")
    return Given(name, blobs.path(blobs.put(data)))


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("id", "title", "description"), *ROWS]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def parquet_file() -> bytes:
    buffer = io.BytesIO()
    columns = zip(*ROWS, strict=True)
    parquet.write_table(pa.table(dict(zip(("id", "title", "description"), columns, strict=True))), buffer)
    return buffer.getvalue()


def shop(*titles: str) -> bytes:
    return json.dumps(
        {
            "products": [
                {"id": 1, "title": t, "body_html": "<p>Cures gout</p>", "handle": t, "variants": []} for t in titles
            ]
        }
    ).encode()


TABLE = b"id,title,description\n1,Quiet Oats,Cures gout within days\n2,Plain Oats,A good source of fiber\n"
LINES = b"".join(json.dumps({"title": title, "description": text}).encode() + b"\n" for _, title, text in ROWS)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("shop.csv", TABLE),
        ("SHOP.TSV", TABLE.replace(b",", b"\t")),
        ("shop.csv.gz", gzip.compress(TABLE)),
        ("shop.jsonl", LINES),
        ("shop.xlsx", workbook()),
        ("shop.parquet", parquet_file()),
        ("products.json", shop("Quiet Oats", "Plain Oats")),
        ("list.json", shop("Quiet Oats", "Plain Oats").partition(b": ")[2][:-1]),
    ],
)
def test_each_kind_of_catalogue_gives_its_products(tmp_path: Path, name: str, data: bytes) -> None:
    file = given(tmp_path, name, data)
    assert is_catalogue(file)
    assert examine(file).products == 2
    first, second = products_of(file)
    assert first.labeling is not None
    assert second.labeling is not None
    assert (first.labeling.product, second.labeling.product) == ("Quiet Oats", "Plain Oats")
    assert "gout" in " ".join(panel.text.printed for panel in first.labeling.panels)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("label.json", b'{"product": "Oats", "clams": "x"}'),
        ("label.json", b'{"panels": {"front": "Oats"}}'),
        ("label.json", b"{ broken"),
        ("label.yaml", b"product: Oats"),
        ("notes.txt", b"Oats"),
        ("front.csv", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_one_label_is_no_catalogue(tmp_path: Path, name: str, data: bytes) -> None:
    assert not is_catalogue(given(tmp_path, name, data))


def test_a_catalogue_that_nobody_can_look_at_is_sent_to_batch(tmp_path: Path) -> None:
    rows = b"".join(b"%d,Oats,Fiber\n" % number for number in range(MOST_PRODUCTS + 1))
    with pytest.raises(LabelError, match=r"labelwarden batch shop\.csv") as error:
        examine(given(tmp_path, "shop.csv", b"id,title,description\n" + rows))
    assert f"more than {MOST_PRODUCTS:,} products" in str(error.value)
    assert str(tmp_path) not in str(error.value)


def test_columns_that_nobody_reads_are_named(tmp_path: Path) -> None:
    assert examine(given(tmp_path, "shop.csv", CSV)).unread == ("supplement health focus",)


def take(client: TestClient, name: str, data: bytes) -> int:
    answer = client.post("/labels", files={"files": (name, data)}, headers=csrf_of(client))
    return int(answer.json()["labels"][0])


def test_products_become_labels_of_the_queue_and_a_bad_row_is_told(open_client: Callable[..., TestClient]) -> None:
    client = open_client(reads=True)
    number = take(client, "shop.csv", CSV)
    site = site_of(client)
    wait_until(lambda: getattr(site.items.item(number), "state", None) is State.READ)
    rows = {row.name: row for row in site.items.queue()}
    assert set(rows) == {"shop.csv, row 1", "shop.csv, row 2", "shop.csv, row 3"}
    assert (rows["shop.csv, row 1"].product, rows["shop.csv, row 1"].verdict) == ("Quiet Oats", "fail")
    assert rows["shop.csv, row 2"].state is State.FAILED
    assert "found none" in (rows["shop.csv, row 2"].error or "")
    (catalogue,) = site.catalogues.all()
    assert (catalogue.products, catalogue.parts, catalogue.failed) == (3, 3, 1)
    told = client.get(f"/labels/{number}").text
    assert "3 products" in told
    answer = client.get(f"/api/v1/labels/{number}/result")
    parts = client.get("/api/v1/labels").json()["labels"]
    assert {part["part_of"] for part in parts} == {number}
    assert (answer.status_code, "its 3 products are labels" in answer.json()["error"]) == (409, True)
    assert "supplement health focus" in told
    assert "shop.csv" in client.get(f"/labels/{rows['shop.csv, row 1'].id}/report.html").text


def test_a_catalogue_that_cannot_be_read_says_why(open_client: Callable[..., TestClient]) -> None:
    client = open_client(reads=True)
    number = take(client, "shop.csv", b"colour,size\nred,3\n")
    site = site_of(client)
    wait_until(lambda: getattr(site.items.item(number), "state", None) is State.FAILED)
    row = site.items.row(number)
    assert row is not None
    assert "colour" in (row.error or "")
    assert str(site.settings.data) not in (row.error or "")


def test_after_a_stop_in_the_middle_no_product_comes_twice(client: TestClient, tmp_path: Path) -> None:
    site = site_of(client)
    number = take(client, "shop.csv", TABLE)
    item = site.items.next_waiting()
    assert item is not None
    reading_process.prepare(site.judge, "tesseract")
    found = reading_process.open_catalogue(given(tmp_path, "shop.csv", TABLE))
    assert isinstance(found, Found)
    parts, _ = reading_process.next_products("shop.csv", frozenset())
    assert site.catalogues.begin(number, found.kind, found.products, found.unread) == set()
    site.catalogues.add(item, site.items.files(number), parts[:1])
    assert site.items.put_back() == 1
    (waiting, done) = sorted(site.items.queue(), key=lambda row: row.id)
    assert (waiting.products, waiting.parts, done.part_of) == (2, 1, number)

    reading_process.open_catalogue(given(tmp_path, "shop.csv", TABLE))
    taken = frozenset(site.catalogues.begin(number, found.kind, found.products, found.unread))
    left, error = reading_process.next_products("shop.csv", taken)
    assert ([part.place for part in left], error) == ([2], "")
