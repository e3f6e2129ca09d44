# The rows of shops are long.
# ruff: noqa: E501

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from labelwarden.catalog.feeds.feed import open_feed
from labelwarden.catalog.feeds.record import Product
from tests.unit.catalog.feeds.read import panels, products, written


def one(tmp_path: Path, name: str, data: str | dict[str, Any]) -> Product:
    (product,) = products(written(tmp_path, name, data if isinstance(data, str) else json.dumps(data)))
    return product


SHOPIFY = """\
Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Barcode,Image Src,\
Image Alt Text,SEO Title,SEO Description,Focus (product.metafields.shopify.health-focus),Care notes,Status
tea,Night Tea,"<h2>Why</h2><p>Helps &amp; calms</p><img src=""x.png"" alt=""Gluten-free"">",Leafy,Teas,"sleep, calm",\
true,Size,Small,T-1,036000291452,a.jpg,Cup of tea,Night Tea shop,Sleep better,sleep support,Keep it dry,active
tea,,,,,,,,Large,T-2,,b.jpg,Second picture,,,,,
oil,Calm Oil,Plain oil,Leafy,Oils,,true,Title,Default Title,O-1,6.51074E+11,,,,,,,draft
,,,,,,,,,,,c.jpg,Third picture,,,,,
"""


def test_shopify_groups_rows_and_reads_all_that_is_shown(tmp_path: Path) -> None:
    tea, oil = products(written(tmp_path, "a.csv", SHOPIFY))
    assert (tea.number, tea.id, tea.supplier, tea.category, oil.number) == (1, "tea", "Leafy", "Teas", 3)
    assert panels(tea) == {
        "title": "Night Tea",
        "body": "Why\n\nHelps & calms",
        "alt[0]": "Gluten-free",
        "tags": "sleep, calm",
        "categories": "Teas",
        "seo": "Night Tea shop\n\nSleep better",
        "metafield:shopify.health-focus": "sleep support",
        "alt[1]": "Cup of tea\n\nSecond picture",
        "options": "Small\nLarge",
    }
    assert tea.labeling is not None
    assert (tea.labeling.gtin, tea.labeling.sku) == ("036000291452", "T-1")
    assert tea.unread == ("Care notes",)
    assert panels(oil)["alt"] == "Third picture"
    assert "draft: not on sale" in oil.notes
    assert any("rounded" in note for note in oil.notes)


def test_shopify_rows_without_their_first_are_told(tmp_path: Path) -> None:
    (product,) = products(written(tmp_path, "a.csv", "Handle,Title,Body (HTML)\ntea,,\n"))
    assert "expected the product's first row" in (product.error or "")


def test_shopify_products_json(tmp_path: Path) -> None:
    data = {
        "products": [
            {
                "id": 12345678901234567890,
                "title": "Night Tea",
                "handle": "tea",
                "body_html": "<p>Calms</p>",
                "vendor": "Leafy",
                "product_type": "Tea",
                "tags": ["sleep"],
                "published_at": None,
                "variants": [{"title": "Small", "sku": "T", "barcode": "036000291452"}],
                "images": [{"src": "a.png", "alt": "For sleep"}],
            }
        ]
    }
    tea = one(tmp_path, "products.json", data)
    assert panels(tea) == {
        "title": "Night Tea",
        "body": "Calms",
        "tags": "sleep",
        "categories": "Tea",
        "alt": "For sleep",
        "options": "Small",
    }
    assert tea.notes == ("unpublished: not on sale",)


def test_shopify_graphql(tmp_path: Path) -> None:
    node = {
        "title": "Night Tea",
        "handle": "tea",
        "descriptionHtml": "<p>Calms</p>",
        "description": "Calms",
        "productType": "Tea",
        "tags": [],
        "seo": {"title": None, "description": "Sleep better"},
        "variants": {"edges": [{"node": {"title": "Default Title", "sku": "T"}}]},
        "images": {"edges": [{"node": {"url": "a.png", "altText": "For sleep"}}]},
    }
    tea = one(tmp_path, "a.json", {"data": {"products": {"edges": [{"node": node}]}}})
    assert tea.id == "tea"
    assert panels(tea) == {
        "title": "Night Tea",
        "body": "Calms",
        "categories": "Tea",
        "seo": "Sleep better",
        "alt": "For sleep",
    }


WOO = """\
ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Short description,Description,Regular price,Categories,Tags,Parent,\
Attribute 1 name,Attribute 1 value(s),Meta: _yoast_wpseo_metadesc,Meta: plugin_note,Weight (lbs),Farbe des Tages
9,simple,T,036000291452,Night Tea,-1,Short text,One\\ntwo,5,"Tea > Sleep, Gifts",calm,,Use,One cup at night,Sleep better,\
Words of a plugin,1,Green as grass
10,variation,T-2,,Night Tea - Large,1,,,6,,,id:9,Size,Large,,,1,
"""


def test_woocommerce(tmp_path: Path) -> None:
    tea, large = products(written(tmp_path, "a.csv", WOO))
    assert (tea.id, tea.category, tea.unread) == ("9", "Tea > Sleep", ("Farbe des Tages",))
    assert panels(tea) == {
        "title": "Night Tea",
        "short description": "Short text",
        "description": "One\ntwo",
        "categories": "Tea > Sleep, Gifts",
        "tags": "calm",
        "attribute:Use": "One cup at night",
        "meta:plugin_note": "Words of a plugin",
        "seo": "Sleep better",
    }
    assert tea.notes == ("draft or private: not on sale",)
    assert large.notes == ("a variation of id:9",)


def test_webtoffee(tmp_path: Path) -> None:
    text = (
        "\ufeffpost_title,ID,post_content,post_excerpt,post_status,images,tax:product_cat,tax:product_tag,"
        "attribute:Suggested Use,attribute_data:Suggested Use,meta:_global_unique_id\n"
        "Tea,9,<p>Calms</p>,Short text,private,https://a.example/a.png ! alt : For sleep ! title : a | "
        "https://a.example/b.png ! alt :  ! title : b,Tea > Sleep|Gifts,calm,One cup,0|1,036000291452\n"
    )
    tea = one(tmp_path, "a.csv", text)
    assert panels(tea) == {
        "title": "Tea",
        "excerpt": "Short text",
        "content": "Calms",
        "categories": "Tea > Sleep\nGifts",
        "tags": "calm",
        "alt": "For sleep",
        "attribute:Suggested Use": "One cup",
    }
    assert tea.notes == ("private: not on sale",)


def test_woocommerce_rest(tmp_path: Path) -> None:
    data = {
        "id": 9,
        "name": "Tea",
        "permalink": "https://a.example/tea",
        "status": "draft",
        "description": "<p>Calms</p>",
        "short_description": "",
        "sku": "T",
        "categories": [{"name": "Sleep"}],
        "tags": [{"name": "calm"}],
        "images": [{"src": "a.png", "alt": "For sleep"}],
        "attributes": [{"name": "Use", "options": ["One cup", "at night"]}],
        "meta_data": [{"key": "_yoast_wpseo_title", "value": "Sleep better"}],
        "plugin_words": "Words of a plugin",
        "plugin_copy": "Calms",
    }
    tea = one(tmp_path, "a.json", {"anything": [data]})
    assert panels(tea) == {
        "title": "Tea",
        "description": "Calms",
        "categories": "Sleep",
        "tags": "calm",
        "alt": "For sleep",
        "attribute:Use": "One cup\nat night",
        "seo": "Sleep better",
    }
    assert (tea.notes, tea.unread) == (("draft: not on sale",), ("plugin_words",))


ITEM = """<{p}id>T</{p}id><{p}title>Tea & \x13more</{p}title><{p}description><![CDATA[<b>Calms</b> & helps]]></{p}description>
<{p}product_highlight>Helps sleep</{p}product_highlight><{p}product_highlight>No sugar</{p}product_highlight>
<{p}product_detail><{p}section_name>Use</{p}section_name><{p}attribute_value>One cup</{p}attribute_value></{p}product_detail>
<{p}custom_label_0>Best&nbsp;sleep</{p}custom_label_0><{p}gtin>036000291453</{p}gtin><{p}pitch>Words of ours</{p}pitch>"""

READ = {
    "title": "Tea &  more",
    "description": "Calms & helps",
    "highlights": "Helps sleep\nNo sugar",
    "details": "Use One cup",
    "custom label": "Best\xa0sleep",
}


@pytest.mark.parametrize(
    ("prefix", "head", "foot"),
    [
        ("g:", '<rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>A shop</title><item>', "</item>"),
        ("x:", '<rss xmlns:x="http://base.google.com/ns/1.0"><channel><item>', "</item></channel></rss>"),
        ("g:", '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>', "</entry></feed>"),
        ("", '<rss xmlns="http://base.google.com/ns/1.0"><channel><item lang="en">', "</item></channel></rss>"),
    ],
)
def test_merchant_feeds_of_any_prefix_and_with_marks_that_are_no_xml(
    tmp_path: Path, prefix: str, head: str, foot: str
) -> None:
    tea = one(tmp_path, "a.xml", head + ITEM.format(p=prefix) + foot)
    assert (tea.id, tea.unread, panels(tea)) == ("T", ("pitch",), READ)
    assert "expected 2" in tea.notes[0]


def test_a_broken_item_costs_itself_only(tmp_path: Path) -> None:
    good = f"<item>{ITEM.format(p='g:')}</item>"
    data = f"<rss><channel>{good}<item><g:id>lost</g:id>\n{good}<item><g:id>b</g:title></item>{good}<item><g:id>"
    read = products(written(tmp_path, "a.xml", data))
    assert [product.id for product in read] == ["T", None, "T", None, "T", None]
    errors = [product.error or "" for product in read]
    assert "the beginning of the next" in errors[1]
    assert "mismatched tag" in errors[3]
    assert "breaks off" in errors[5]


def test_merchant_columns(tmp_path: Path) -> None:
    tea = one(
        tmp_path, "a.tsv", "id\ttitle\tdescription\timage link\tg:custom label 0\nT\tTea\tCalms\ta.png\tBest sleep\n"
    )
    assert panels(tea) == {"title": "Tea", "description": "Calms", "custom label": "Best sleep"}


def test_dsld(tmp_path: Path) -> None:
    text = "DSLD ID,Product Name,Brand Name,Bar Code,Market Status,Suggested Use\n7,Calm,Leafy,0 36000 29145 2,Off Market,One daily\n"
    calm = one(tmp_path, "ProductOverview_1.csv", text)
    assert calm.labeling is not None
    assert (calm.id, calm.labeling.gtin, calm.labeling.type) == ("7", "036000291452", "dietary_supplement")
    assert calm.notes == ("off market: not on sale",)
    data = {
        "id": 7,
        "fullName": "Calm",
        "brandName": "Leafy",
        "upcSku": "0 36000 29145 2",
        "statements": [
            {"type": "Precautions", "notes": "Keep away from children"},
            {"type": "Other", "notes": "Calms"},
        ],
        "ingredientRows": [
            {"name": "Tea", "quantity": [{"quantity": 5, "unit": "mg"}], "nestedRows": [{"name": "Leaf"}]}
        ],
        "otheringredients": {"ingredients": [{"name": "Rice flour"}]},
        "offMarket": 0,
    }
    calm = one(tmp_path, "a.jsonl", data)
    assert panels(calm) == {
        "product": "Calm",
        "warnings": "Keep away from children",
        "statements": "Calms",
        "ingredients": "Tea 5 mg\nLeaf\nRice flour",
    }


def test_openfda(tmp_path: Path) -> None:
    data = {
        "set_id": "s",
        "effective_time": "20260101",
        "indications_and_usage": ["relieves cough"],
        "warnings": ["Do not use with alcohol"],
        "do_not_use": ["if pregnant"],
        "warnings_table": ["<table/>"],
        "openfda": {"brand_name": ["Cough Drops"], "product_type": ["HUMAN OTC DRUG"], "upc": ["036000291452"]},
    }
    drug = one(tmp_path, "a.json", {"meta": {}, "results": [data]})
    assert drug.labeling is not None
    assert (drug.id, drug.labeling.type, drug.labeling.gtin) == ("s", "otc_drug", "036000291452")
    assert panels(drug) == {
        "product": "Cough Drops",
        "indications and usage": "relieves cough",
        "warnings[0]": "Do not use with alcohol",
        "warnings[1]": "if pregnant",
    }


SPL = """<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="a.xsl"?>
<document xmlns="urn:hl7-org:v3"><id root="i"/><code code="34390-5" displayName="HUMAN OTC DRUG LABEL"/>
<title>Drug Facts</title><setId root="s"/>
<component><structuredBody><component><section><subject><manufacturedProduct><manufacturedProduct><name>Cough <suffix>Drops</suffix>
</name></manufacturedProduct></manufacturedProduct></subject></section></component>
<component><section><code code="34071-1"/><title>Warnings</title><text><paragraph>Do not use if</paragraph>
<list><item>tired</item><item>ill</item></list></text>
<component><section><code code="34067-9"/><text>relieves cough</text></section></component></section></component>
</structuredBody></component></document>"""


def test_spl(tmp_path: Path) -> None:
    drug = one(tmp_path, "a.xml", SPL)
    assert drug.labeling is not None
    assert (drug.id, drug.labeling.type, drug.labeling.product) == ("s", "otc_drug", "Cough Drops")
    assert panels(drug) == {
        "product": "Cough Drops",
        "title": "Drug Facts",
        "warnings": "Warnings\n\nDo not use if\n\ntired\nill",
        "indications": "relieves cough",
    }


def test_open_food_facts(tmp_path: Path) -> None:
    text = "code\tproduct_name\tbrands\tcategories\tlabels\tingredients_text\tcreated_t\n036000291452\tOats\tLeafy\tA,Oats\tOrganic\toats 90%\t1\n"
    oats = one(tmp_path, "a.csv", text)
    assert (oats.id, oats.category) == ("036000291452", "Oats")
    assert panels(oats) == {
        "product name": "Oats",
        "ingredients": "oats 90%",
        "categories": "A,Oats",
        "labels": "Organic",
    }
    assert panels(one(tmp_path, "b.jsonl", {"code": "1", "product_name": "Oats", "nutriments": {}})) == {
        "product name": "Oats"
    }


def test_cms_markdown(tmp_path: Path) -> None:
    data = {
        "templateKey": "product",
        "title": "Tea",
        "category": ["Teas"],
        "tags": ["Sleep", "Pain"],
        "body": "## Why\n\n* **Calms** [you](https://a.example)\n![For sleep](a.png)",
    }
    tea = one(tmp_path, "a.jsonl", data)
    assert panels(tea) == {
        "title": "Tea",
        "body": "Why\n\nCalms you\n",
        "tags": "Sleep\nPain",
        "categories": "Teas",
        "alt": "For sleep",
    }
    data = {"templateKey": "product", "body": "---\ntitle: Tea\ntags: [Sleep]\n---\nCalms\n"}
    assert panels(one(tmp_path, "b.jsonl", data)) == {"title": "Tea", "body": "Calms\n", "tags": "Sleep"}


def test_html_twice_encoded_and_too_deep(tmp_path: Path) -> None:
    rows = f"id,description\na,&lt;p&gt;Calms &amp;amp; helps&lt;/p&gt;\nb,{'<div>' * 3000}\nc,5 < 6 & 7 > 3\n"
    first, second, third = products(written(tmp_path, "a.csv", rows))
    assert panels(first) == {"description": "Calms & helps"}
    assert "elements inside each other" in (second.error or "")
    assert panels(third) == {"description": "5 < 6 & 7 > 3"}


def test_a_text_that_stands_twice_is_judged_once(tmp_path: Path) -> None:
    long = "Helps you to sleep through the night and to wake up rested in the morning"
    data = f"id,title,description,seo_description\na,Tea,{long}. More.,{long}\n"
    (tea,) = products(written(tmp_path, "a.csv", data))
    assert panels(tea) == {"product": "Tea", "description": f"{long}. More."}


def test_profiles_are_told_by_content(tmp_path: Path) -> None:
    with open_feed(str(written(tmp_path, "a.csv", SHOPIFY))) as feed:
        assert feed.reading.profile == "shopify"
