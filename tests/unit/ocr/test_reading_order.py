"""Words scattered over a label, put in the order in which a person reads them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.reading_order import by_blocks, by_followed_rows, by_regions, by_rows, by_stripes, rows_of
from labelwarden.ocr.view import written_out
from labelwarden.text.span import Box


def seen(text: str, x: int, y: int, width: int = 0, height: int = 20) -> SeenWord:
    return SeenWord(text, Box(x, y, width or 12 * len(text), height), 0.9, 1, 0)


def printed(x: int, y: int, *lines: str) -> list[SeenWord]:
    """Lines of words of one column, 26 pixels apart."""
    words = []
    for number, line in enumerate(lines):
        left = x
        for text in line.split():
            words.append(seen(text, left, y + 26 * number))
            left += 12 * len(text) + 8
    return words


def test_neighbouring_columns_are_read_one_after_the_other() -> None:
    left = printed(0, 0, "Keep out of reach", "of children.")
    right = printed(600, 3, "Made for", "adults only.")
    assert written_out(by_blocks(right + left)).text == "Keep out of reach\nof children.\n\nMade for\nadults only."


def test_a_paragraph_below_a_gap_is_a_block_of_its_own() -> None:
    words = printed(0, 0, "Suggested use:", "one capsule.") + printed(0, 200, "Store in", "a dry place.")
    assert written_out(by_blocks(words)).text == "Suggested use:\none capsule.\n\nStore in\na dry place."


def test_large_print_does_not_join_small_print_beside_it() -> None:
    words = [seen("KRATOM", 0, 0, 400, 80), *printed(410, 0, "not for use", "by minors")]
    assert written_out(by_blocks(words)).text == "KRATOM\n\nnot for use\nby minors"


def test_rows_hold_a_table_together() -> None:
    names = printed(0, 0, "Vitamin C", "Zinc")
    amounts = printed(300, 2, "90 mg", "11 mg")
    assert written_out(by_rows(names + amounts)).text == "Vitamin C 90 mg\nZinc 11 mg"


def test_rows_are_parted_at_wide_gaps() -> None:
    words = printed(0, 0, "front") + printed(900, 0, "back")
    assert written_out(by_rows(words)).text == "front\nback"


def test_a_slightly_sloping_line_is_one_row() -> None:
    words = [seen(text, 100 * index, 6 * index) for index, text in enumerate(["never", "exceed", "the", "dose"])]
    assert [[word.text for word in row] for row in rows_of(words)] == [["never", "exceed", "the", "dose"]]


def test_rows_of_a_table_that_sags_are_followed() -> None:
    sagging = (0, 7, 12, 17, 22)
    names = ("Zinc", "12", "mg", "109", "%"), ("Iron", "18", "mg", "100", "%"), ("Selen", "55", "mcg", "90", "%")
    words = [
        seen(text, 200 * column, 20 * row + sagging[column], height=18)
        for row, name in enumerate(names)
        for column, text in enumerate(name)
    ]
    (table,) = by_followed_rows(words)
    assert [tuple(word.text for word in row) for row in table] == list(names)


def test_stripes_part_words_whose_boxes_touch() -> None:
    seal = [seen("MADE", 20, 0), seen("IN", 76, 0), seen("THE", 0, 19), seen("USA", 33, 18, 60, 30)]
    assert [block[0][0].text for block in by_stripes(seal)] == ["MADE", "IN", "THE", "USA"]


def test_upended_words_come_last_and_do_not_break_lines() -> None:
    upended = seen("Distributed", 130, 0, 18, 200)
    view = written_out(by_blocks([upended, *printed(0, 0, "60 capsules", "a bottle")]))
    assert view.text == "60 capsules\na bottle\n\nDistributed"


def test_regions_follow_the_stripes_between_them() -> None:
    def region(number: int, x: int, y: int, text: str) -> SeenWord:
        return SeenWord(text, Box(x, y, 300, 100), 0.9, number, number)

    words = [
        region(1, 900, 300, "facts"),
        region(2, 0, 320, "use"),
        region(3, 0, 540, "caution"),
        region(4, 450, 200, "brand"),
        region(5, 900, 520, "maker"),
    ]
    assert written_out(by_regions(words)).text == "use\n\ncaution\n\nbrand\n\nfacts\n\nmaker"


def test_nothing_seen_is_nothing_read() -> None:
    assert by_blocks([]) == by_rows([]) == by_regions([]) == []


words_anywhere = st.lists(
    st.builds(
        SeenWord,
        text=st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8),
        box=st.builds(Box, st.integers(0, 3000), st.integers(0, 3000), st.integers(1, 500), st.integers(1, 200)),
        confidence=st.floats(0, 1),
        block=st.integers(1, 4),
        line=st.integers(0, 9),
    ),
    max_size=25,
)


@given(words_anywhere)
def test_no_order_loses_or_doubles_a_word_and_offsets_are_true(words: list[SeenWord]) -> None:
    for order in (by_blocks, by_rows, by_followed_rows, by_regions, by_stripes):
        view = written_out(order(words))
        assert sorted((word.text, word.box.x, word.box.y) for word in view.words) == sorted(
            (word.text, word.box.x, word.box.y) for word in words
        )
        assert all(view.text[word.start : word.end] == word.text for word in view.words)
        assert [word.start for word in view.words] == sorted(word.start for word in view.words)
