from __future__ import annotations

import pytest

from labelwarden.catalog.decoding import LATIN_1_NOTE
from labelwarden.catalog.text_file import read_text
from labelwarden.errors import LabelError
from labelwarden.label.labeling import Surface


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_bare_text_is_a_listing_of_one_panel(encoding: str) -> None:
    labeling = read_text("Thé\ncures flu".encode(encoding), "tea.txt")
    assert [(panel.name, panel.text.printed) for panel in labeling.panels] == [("text", "Thé\ncures flu")]
    assert (labeling.surface, labeling.source, labeling.product) == (Surface.LISTING, "tea.txt", None)
    assert labeling.notes == ()


@pytest.mark.parametrize(("data", "text"), [(b"caf\xe9 \x93cures\x94", "café “cures”"), (b"\x81\xe9", "\x81é")])
def test_what_is_no_unicode_is_read_with_a_note(data: bytes, text: str) -> None:
    labeling = read_text(data, "tea.txt")
    assert labeling.panels[0].text.printed == text
    assert labeling.notes == (LATIN_1_NOTE,)


@pytest.mark.parametrize(
    ("data", "said"), [(b"a\0b", "NUL bytes"), (b" \n\t", "an empty file"), (b"", "an empty file")]
)
def test_what_is_no_text_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(LabelError, match=said):
        read_text(data, "tea.txt")
