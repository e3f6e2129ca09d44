"""Supplemental feeds of Google Merchant, merged by id; and feeds whose template begins an item twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from labelwarden.catalog.feeds.feed import open_feed
from labelwarden.catalog.feeds.product import read_product
from labelwarden.catalog.feeds.record import Product
from labelwarden.errors import LabelError, UsageError
from tests.unit.catalog.feeds.read import panels, products, written

FEED = """<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>
<item><g:id>1</g:id><g:title>Tea</g:title><g:description>Plain</g:description>
<g:product_highlight>Old</g:product_highlight></item>
<item>
  <item><g:id> <![CDATA[2]]> </g:id><g:title>Oats</g:title><g:description>Plain oats</g:description></item>
</channel></rss>"""
XML = """<rss xmlns:g="http://base.google.com/ns/1.0"><channel>
<item><g:id>2</g:id><g:description>Cures &amp; heals</g:description></item>
<item><g:id>9</g:id><g:title>Nobody's</g:title></item></channel></rss>"""
TSV = "id\tproduct highlight\tcustom label 0\n1\tCalms nerves\tSleep\n2\tCrunchy\t\n"


def merged(feed: Path, *supplements: Path) -> tuple[list[Product], str | None]:
    with open_feed(str(feed), supplements=[str(path) for path in supplements]) as opened:
        return [read_product(record, opened.reading) for record in opened.records], opened.remark()


def test_what_changes_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    feed, xml = written(tmp_path, "feed.xml", FEED), written(tmp_path, "more.xml", XML)
    (first, second), remark = merged(feed, xml, written(tmp_path, "more.tsv", TSV))
    assert panels(first) == {
        "title": "Tea",
        "description": "Plain",
        "highlights": "Calms nerves",
        "custom label": "Sleep",
    }
    assert panels(second) == {"title": "Oats", "description": "Cures & heals", "highlights": "Crunchy"}
    assert remark == "1 ids of supplemental feeds are none of the catalogue"
    table = written(tmp_path, "feed.csv", "id,title,description,availability\n2,Oats,Plain oats,in stock\n")
    (only,), _ = merged(table, xml)
    assert panels(only)["description"] == "Cures & heals"


def test_an_item_that_begins_twice_is_one_product(tmp_path: Path) -> None:
    first, second = products(written(tmp_path, "feed.xml", FEED))
    assert (first.notes, second.notes) == ((), ("an item begins twice in the feed; the empty one counts for nothing",))
    lost = FEED.replace("<item>\n  <item>", "<item><g:title>Lost</g:title><item>")
    broken = products(written(tmp_path, "lost.xml", lost))[1]
    assert broken.error == "expected the end of the item, found the beginning of the next"


def test_a_supplement_alone_and_one_of_something_else(tmp_path: Path) -> None:
    (first, _) = products(written(tmp_path, "more.xml", XML.replace("description", "custom_label_0")))
    assert first.id == "2"
    assert "--supplement FILE" in (first.error or "")
    feed = written(tmp_path, "feed.xml", FEED)
    with pytest.raises(LabelError, match=r"item 1: expected a supplemental feed.*found an item without id"):
        merged(feed, written(tmp_path, "a.csv", "title,text\na,b\n"))
    with pytest.raises(UsageError, match="expected the primary feed of Google Merchant"):
        merged(written(tmp_path, "b.csv", "id,text\n1,Plain oats\n"), feed)
