"""Which way lines are read, in which order, and what a second engine adds to them."""

from __future__ import annotations

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.found_line import FoundLine
from labelwarden.ocr.line_directions import along_their_length, ways_to_read
from labelwarden.ocr.line_order import in_order
from labelwarden.ocr.overlooked import overlooked
from labelwarden.ocr.reading_order import by_blocks, by_rows, by_stripes
from labelwarden.ocr.seen_line import Corners, LineWord, SeenLine
from labelwarden.ocr.view import written_out
from labelwarden.text.span import Box


def quad(x: float, y: float, width: float, height: float) -> Corners:
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


def line(text: str, corners: Corners) -> SeenLine:
    words = text.split()
    share = 1 / len(words)
    return SeenLine(corners, tuple(LineWord(w, 0.9, i * share, (i + 1) * share) for i, w in enumerate(words)))


def from_below(corners: Corners) -> Corners:
    """A line that runs up, as on the left side of a box."""
    return corners[3], corners[0], corners[1], corners[2]


def test_a_high_box_is_read_from_above_and_a_short_one_like_the_rest() -> None:
    high, short, wide = quad(0, 0, 20, 200), quad(50, 0, 20, 22), quad(0, 300, 60, 20)
    down = along_their_length([high, short, wide])
    assert [corners[0] for corners in down] == [(20, 0), (70, 0), (0, 300)]
    across = along_their_length([quad(0, 400, 600, 20), high, short])
    assert [corners[0] for corners in across] == [(0, 400), (20, 0), (50, 0)]


def test_a_line_that_runs_another_way_than_most_is_tried_from_both_ends() -> None:
    most, stray, beside = quad(0, 0, 400, 20), quad(0, 40, 100, 20), quad(450, 0, 20, 90)
    lines = [FoundLine(corners) for corners in along_their_length([most, stray, beside])]
    assert ways_to_read(lines, [False, True, False]) == [
        (lines[0],),
        (lines[1].upside_down, lines[1]),
        (lines[2], lines[2].upside_down),
    ]


def test_a_picture_upside_down_has_one_way_to_be_read() -> None:
    lines = [FoundLine(quad(0, 0, 400, 20)), FoundLine(quad(0, 30, 300, 20))]
    assert ways_to_read(lines, [True, True]) == [(lines[0].upside_down,), (lines[1].upside_down,)]


def test_lines_of_neighbouring_columns_are_not_mixed() -> None:
    lines = [
        line("Keep out", quad(0, 0, 100, 20)),
        line("Distributed by", quad(300, 2, 140, 20)),
        line("of reach", quad(0, 26, 100, 20)),
        line("Example", quad(300, 28, 90, 20)),
    ]
    assert written_out(in_order(lines, by_blocks)).text == "Keep out\nof reach\n\nDistributed by\nExample"
    assert written_out(in_order(lines, by_rows)).text == "Keep out Distributed by\nof reach Example"


def test_a_seal_beside_an_address_is_read_to_its_end() -> None:
    lines = [
        line("FDA", quad(0, 0, 60, 36)),
        line("Example Street", quad(74, 10, 200, 22)),
        line("REGISTERED", quad(0, 40, 60, 12)),
        line("Springfield", quad(74, 36, 150, 22)),
    ]
    assert written_out(in_order(lines, by_stripes)).text == "FDA\n\nREGISTERED\n\nExample Street\n\nSpringfield"


def test_a_cell_stands_in_the_row_with_which_it_shares_most() -> None:
    lines = [
        line("Calcium", quad(0, 0, 200, 22)),
        line("210 mg", quad(300, -1, 80, 26)),
        line("Pepper", quad(0, 26, 200, 24)),
        line("5 mg", quad(320, 12, 60, 36)),
    ]
    assert written_out(in_order(lines, by_rows)).text == "Calcium 210 mg\nPepper 5 mg"


def test_side_strips_are_read_in_their_own_direction_after_the_rest() -> None:
    lines = [
        line("lower side", from_below(quad(30, 0, 20, 200))),
        line("upper side", from_below(quad(0, 0, 20, 200))),
        line("FRONT", quad(200, 80, 100, 30)),
    ]
    view = written_out(in_order(lines, by_blocks))
    assert view.text == "FRONT\n\nupper side\nlower side"
    upper = next(word for word in view.words if word.text == "upper")
    assert upper.box == Box(0, 100, 20, 100), "the first half of a line that runs up is its lower half"


def test_only_print_that_no_line_covers_is_added() -> None:
    lines = [line("Take two", quad(0, 0, 100, 20))]
    words = [
        SeenWord("Tale", Box(0, 0, 50, 20), 0.95, 1, 0),
        SeenWord("KEEP", Box(0, 100, 60, 20), 0.9, 2, 1),
        SeenWord("AWAY", Box(70, 100, 60, 20), 0.8, 2, 1),
        SeenWord("/|", Box(0, 200, 60, 20), 0.9, 3, 2),
        SeenWord("Wm", Box(0, 300, 60, 20), 0.3, 4, 3),
        SeenWord("KY", Box(0, 400, 60, 20), 0.9, 5, 4),
    ]
    (added,) = overlooked(lines, words)
    assert added.text == "KEEP AWAY"
    assert [added.box_of(word) for word in added.words] == [Box(0, 100, 60, 20), Box(70, 100, 60, 20)]
