from __future__ import annotations

import json
import sys

import pytest

from labelwarden.catalog.web_page import read_page
from labelwarden.errors import LabelError, MissingExtra
from labelwarden.label.labeling import Surface


def panels(html: str | bytes) -> dict[str, str]:
    data = html if isinstance(html, bytes) else html.encode()
    return {panel.name: panel.text.printed for panel in read_page(data, "tea.html").panels}


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_blocks_stand_apart_and_words_hold_together() -> None:
    html = "<p>First <b>bo</b>ld,\n  <i>second</i><br>line</p><div>Next&nbsp;one</div><ul><li>a<li>b</ul>end"
    assert panels(html) == {"web": "First bold, second\nline\n\nNext one\n\na\nb\n\nend"}


def test_rows_of_a_table_are_lines() -> None:
    html = "<table><tr><th>Serving</th><td>2 caps</td></tr><tr><td>Zinc<td>5 mg</table>"
    assert panels(html) == {"web": "Serving 2 caps\nZinc 5 mg"}


def test_what_nobody_sees_is_left_out() -> None:
    html = (
        "<body>seen<script>cures</script><style>cures</style><nav>cures</nav><div role=navigation>cures</div>"
        "<p hidden>cures</p><p style='color:red; Display : none'>cures</p><template>cures</template>"
        "<noscript><p>cures</p></noscript><dialog>cures</dialog><!-- cures --><svg><text>cures</text></svg>"
        "<footer>not evaluated</footer>"
    )
    assert panels(html) == {"web": "seen\n\nnot evaluated"}


def test_each_part_of_a_page_is_a_panel() -> None:
    html = (
        "<head><title>Tea | Shop</title><meta name=description content='Calms  you'>"
        "<meta name=keywords content='tea, calm'><meta property=og:title content='Tea | Shop'></head>"
        "<h1>Green <em>Tea</em></h1><p>Text</p><h2>Why</h2><img alt='A cup of tea'><img alt=''>"
        "<blockquote>It <b>saved</b> me<p>Jane</blockquote><div class='big customer-review'>My gout went away</div>"
        "<div itemprop='review'>Great</div><div class=reviews-list>Rated 5</div>"
    )
    assert panels(html) == {
        "title": "Tea | Shop",
        "heading[0]": "Green Tea",
        "heading[1]": "Why",
        "meta": "Calms you\n\ntea, calm",
        "alt[0]": "A cup of tea",
        "testimonial[0]": "It saved me\n\nJane",
        "testimonial[1]": "My gout went away",
        "testimonial[2]": "Great",
        "web": "Text\n\nRated 5",
    }


def test_product_data_gives_name_text_and_reviews() -> None:
    product = {
        "@type": ["Thing", "https://schema.org/Product"],
        "name": "Green Tea",
        "description": "&lt;p&gt;Cures <b>flu</b>&lt;/p&gt;<p>Under <5 mg</p>",
        "review": [{"@type": "Review", "name": "Wow", "reviewBody": "My gout went away"}],
        "isRelatedTo": {"@type": "Product", "name": "Other"},
    }
    page = read_page((json_ld({"@graph": [{"@type": "WebSite", "name": "Shop"}, product]}) + "<p>x").encode(), "a")
    assert page.product == "Green Tea"
    assert page.surface is Surface.LISTING
    assert page.notes == ()
    assert {panel.name: panel.text.printed for panel in page.panels} == {
        "json-ld": "Green Tea\n\nCures flu\nUnder <5 mg",
        "testimonial[0]": "Wow\nMy gout went away",
        "web": "x",
    }


def test_the_same_text_is_judged_once() -> None:
    long = "This tea calms you and it also warms you on a cold day, as no other tea of ours has done before."
    product = {"@type": "Product", "name": "Green tea", "description": long, "review": {"reviewBody": "Great"}}
    html = (
        f"<title>Green Tea</title><meta name=description content='{long.upper()}'>{json_ld(product)}"
        f"<h1>Green  Tea</h1><p>Before. {long}</p><img alt=Cup><img alt=Cup><p class=review>great</p>"
    )
    assert panels(html) == {
        "heading[0]": "Green Tea",
        "alt[0]": "Cup",
        "testimonial[0]": "great",
        "web": f"Before. {long}",
    }


def test_several_products_and_broken_data_are_noted() -> None:
    html = json_ld([{"@type": "Product", "name": "A"}, {"@type": "Product", "name": "B"}]) + (
        "<script type='application/LD+json; charset=utf-8'>{bad</script><p>x"
    )
    notes = read_page(html.encode(), "a").notes
    assert notes[0] == "several products on one page, judged together: A, B"
    assert "broken" in notes[1]


@pytest.mark.parametrize(
    ("html", "name"),
    [("<title>T</title><h2>H2</h2><h1>H1</h1>", "H1"), ("<title>T</title>x", "T"), ("<p>x", None)],
)
def test_the_name_of_the_product(html: str, name: str | None) -> None:
    assert read_page(html.encode(), "a").product == name


@pytest.mark.parametrize(
    "data",
    [
        "<p>Боль café".encode(),
        "<p>Боль café".encode("utf-16"),
        b"<meta charset=gb18030><p>" + "Боль café".encode("gb18030"),
        b'<meta http-equiv=x content="text/html; charset=GB18030"><p>' + "Боль café".encode("gb18030"),
    ],
)
def test_the_encoding_is_found(data: bytes) -> None:
    assert panels(data)["web"] == "Боль café"


@pytest.mark.parametrize("charset", [b"iso-8859-1", b"zip", b"unicode_escape", b"utf-99", b"iso-8859-99"])
def test_odd_encodings_do_no_harm(charset: bytes) -> None:
    assert "caf" in panels(b"<meta charset=" + charset + b"><p>caf\xe9 \x93so\x94 \\x41")["web"]


def test_western_pages_without_a_word_on_their_encoding() -> None:
    assert panels(b"<p>caf\xe9 \x93so\x94")["web"] == "café “so”"


def test_nul_does_not_hide_the_rest() -> None:
    assert panels(b"<p>a\0b</p><p>cures")["web"] == "ab\n\ncures"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<div>" * 200_000, "1,000 elements"),
        ("<p>" + "".join(f"<b id={n}>" for n in range(5_000)) + "</p><p>x</p>" * 5_000, "1,000 elements"),
        ("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x", "10,000 attributes"),
        ("<p" + "".join(f"/a{n}" for n in range(50_000)) + ">x", "10,000 attributes"),
        ("<script>app()</script>", "no text on the page"),
        ("", "no text on the page"),
        ("<frameset><frame src=x></frameset>", "no text on the page"),
    ],
)
def test_pages_that_cannot_be_read_are_refused(html: str, said: str) -> None:
    with pytest.raises(LabelError, match=said):
        read_page(html.encode(), "tea.html")


def test_bold_that_is_left_open_does_not_multiply() -> None:
    html = "<p>" + "".join(f"<b id={n}>" for n in range(900)) + "</p>" + "<p>x</p>" * 2_000
    assert panels(html)["web"].count("x") == 2_000


@pytest.mark.parametrize(
    "html",
    [
        "<" * 100_000 + "<p>cures",
        "<div><span>cures</div>" * 3_000,
        json_ld("x").replace('"x"', "[" * 100_000) + "cures",
        "<p>" * 50_000 + "cures",
        "<h1>a</h1><p>cures" + "".join(f"<img alt={n}>" for n in range(5_000)),
    ],
)
def test_strange_pages_are_read(html: str) -> None:
    found = panels(html)
    assert "cures" in found["web"]
    assert len(found) <= 510


def test_a_missing_reader_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(MissingExtra, match=r'pip install "labelwarden\[inputs\]"'):
        read_page(b"<p>x", "tea.html")
