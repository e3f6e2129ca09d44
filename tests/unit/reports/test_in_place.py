from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from labelwarden.reports.in_place import MAX_LINES, lines_around
from labelwarden.reports.visible import cells, visible


def test_each_line_of_a_quote_is_shown_in_its_own_line() -> None:
    text = "For you\nEnds back\n\npain today\nDaily"
    shown, more = lines_around(text, text.index("back"), text.index(" today"), 40)

    assert [(line.before, line.words, line.after) for line in shown] == [("Ends ", "back", ""), ("", "pain", " today")]
    assert more == 0


def test_the_underline_stands_below_the_words_also_where_letters_are_wide() -> None:
    (line,), _ = lines_around("天然 tea cures", 3, 6, 40)

    assert line.underline() == "     ~~~"


def test_a_long_line_is_cut_on_both_sides() -> None:
    text = "a " * 200 + "MIRACLE" + " b" * 200
    (line,), _ = lines_around(text, 400, 407, 31)

    assert line.words == "MIRACLE"
    assert line.before.startswith("…")
    assert line.after.endswith("…")
    assert 28 <= cells(line.before + line.words + line.after) <= 31


def test_a_long_quote_keeps_its_ends() -> None:
    (line,), _ = lines_around("Begin" + " and" * 100 + " end", 0, 409, 40)

    assert line.words.startswith("Begin and")
    assert line.words.endswith("and end")
    assert " … " in line.words


def test_lines_beyond_the_first_few_are_counted() -> None:
    text = "\n".join("abcdefgh")
    shown, more = lines_around(text, 0, len(text), 40)

    assert (len(shown), more) == (MAX_LINES, 8 - MAX_LINES)


LABEL_TEXT = st.text(
    st.one_of(st.sampled_from("ab \n\t\r\x1b\u202e\u00ad\u200b茶é\u0301"), st.characters()), min_size=1
)


@given(LABEL_TEXT, st.data(), st.integers(20, 100))
def test_whatever_the_label_says_the_line_fits_and_cannot_steer_the_terminal(
    text: str, data: st.DataObject, room: int
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown, _ = lines_around(text, start, end, room)

    for line in shown:
        whole = line.before + line.words + line.after
        assert visible(whole) == whole
        assert cells(whole) <= room
        assert line.words
        assert cells(line.underline()) == cells(line.before) + cells(line.words)
