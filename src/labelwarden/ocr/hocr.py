"""A reading as hOCR, the HTML in which OCR programs hand on words with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from html import escape

from labelwarden.ocr.page import Page
from labelwarden.ocr.reading import Reading
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box
from labelwarden.version import VERSION

_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="ocr-system" content="labelwarden {version} ({engines})">
<meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_line ocrx_word">
</head>
<body>
"""


def as_hocr(reading: Reading) -> str:
    """The first view of each page: blocks, lines and words with boxes in pixels, and how sure each word is."""
    head = _HEAD.format(title=escape(reading.source), version=VERSION, engines=escape(", ".join(reading.engines)))
    return (
        head
        + "".join(line + "\n" for page in reading.pages for line in _page(page, reading.source))
        + "</body>\n</html>\n"
    )


def blocks_of(view: View) -> list[list[list[PlacedWord]]]:
    """The words of each line of each block, told by the line ends between them."""
    blocks: list[list[list[PlacedWord]]] = []
    end = 0
    for word in view.words:
        between = view.text[end : word.start]
        if not blocks or "\n\n" in between:
            blocks.append([[]])
        elif "\n" in between:
            blocks[-1].append([])
        blocks[-1][-1].append(word)
        end = word.end
    return blocks


def _page(page: Page, source: str) -> Iterator[str]:
    name = f"page_{page.page}"
    place = f'image "{source}"; bbox 0 0 {page.width} {page.height}; ppageno {page.page - 1}'
    yield f"<div class='ocr_page' id='{name}' title='{escape(place)}'>"
    for number, block in enumerate(blocks_of(page.main), start=1):
        area = f"block_{page.page}_{number}"
        yield f"<div class='ocr_carea' id='{area}' title='{_bbox([word for line in block for word in line])}'>"
        for count, line in enumerate(block, start=1):
            words = " ".join(_word(word) for word in line)
            yield f"<span class='ocr_line' id='{area}_line_{count}' title='{_bbox(line)}'>{words}</span>"
        yield "</div>"
    yield "</div>"


def _word(word: PlacedWord) -> str:
    sure = f"x_wconf {round(100 * word.confidence)}"
    return f"<span class='ocrx_word' title='{_bbox([word])}; {sure}'>{escape(word.text)}</span>"


def _bbox(words: Sequence[PlacedWord]) -> str:
    box = reduce(Box.joined, (word.box for word in words))
    return f"bbox {box.x} {box.y} {box.right} {box.bottom}"
