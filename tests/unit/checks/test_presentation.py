from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.checks.presentation import Presentation
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Confidence, Outcome
from labelwarden.label.labeling import Labeling
from labelwarden.label.model import Label
from labelwarden.label.panel import Panel, Word
from labelwarden.label.scale import MM_PER_INCH, Scale
from labelwarden.matching.matcher import Matcher
from labelwarden.text.printed import Text
from labelwarden.text.span import Box


def run(parameters: dict[str, Any], **label: Any) -> Observation:
    check = Presentation.model_validate({"kind": "presentation", "of": ["contains 7-OH"], **parameters})
    return check.run(Facts(Label.model_validate(label).labeling(), Matcher.build(check.forms())))


def test_capitals() -> None:
    assert run({"capitals": "true"}, text="CONTAINS 7-OH").outcome is Outcome.MET
    found = run({"capitals": "true"}, text="Contains 7-OH")
    assert (found.outcome, found.reason) == (Outcome.VIOLATED, "printed, but not in capitals")
    assert found.grounds[0].values == {"quote": "Contains 7-OH", "missing": "in capitals"}


def test_one_good_place_is_enough() -> None:
    assert run({"capitals": "true"}, text="Contains 7-OH. CONTAINS 7-OH").outcome is Outcome.MET


def test_the_panel() -> None:
    front = {"panels": ["front"]}
    assert run(front, panels={"front": "contains 7-OH"}).outcome is Outcome.MET
    assert run(front, panels={"back": "contains 7-OH"}).outcome is Outcome.VIOLATED
    found = run(front | {"capitals": "true"}, panels={"front": "contains 7-OH", "back": "CONTAINS 7-OH"})
    assert found.reason == "printed, but not in capitals, on front"
    assert run(front, text="contains 7-OH").outcome is Outcome.NOT_VISIBLE, "text that is not told apart into panels"


def test_words_that_are_not_printed_are_no_fault_of_presentation() -> None:
    assert run({"capitals": "true"}, text="7-OH").outcome is Outcome.NOT_APPLICABLE


def test_of_typed_text_nobody_sees_how_large_it_is() -> None:
    for asked in ({"at_least_points": "8"}, {"at_least_mm": [{"mm": "1"}]}, {"contrast": "3"}):
        assert run(asked, text="contains 7-OH").outcome is Outcome.NOT_VISIBLE


def test_each_panel_that_was_given_must_have_them() -> None:
    both = {"panels": ["front", "back"], "on_each": "true"}
    assert run(both, panels={"front": "contains 7-OH", "back": "contains 7-OH"}).outcome is Outcome.MET
    found = run(both, panels={"front": "contains 7-OH", "back": "lemon"})
    assert (found.outcome, found.reason) == (Outcome.VIOLATED, "printed, but not on back")
    found = run(both, panels={"front": "contains 7-OH"})
    assert (found.outcome, found.reason) == (Outcome.NOT_VISIBLE, "printed on front; back was not given")


@pytest.mark.parametrize(
    ("parameters", "fault"),
    [
        ({}, "expected `capitals`, `panels`, `contrast` or one of"),
        ({"of": [], "capitals": "true"}, "expected `of`"),
        ({"at_least_share": "30"}, "`at_least_share` measures `verbatim` wordings"),
        ({"capitals": "true", "on_each": "true"}, "`on_each` belongs to `panels`"),
        ({"at_least_mm": [{"mm": "1"}, {"mm": "2", "up_to_ml": "5"}]}, "expected the smallest `up_to_ml` first"),
        ({"at_least_mm": [{"mm": "1", "up_to_ml": "9"}, {"mm": "2", "up_to_ml": "5"}, {"mm": "3"}]}, "the smallest"),
    ],
)
def test_it_has_to_ask_for_something_that_makes_sense(parameters: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        run(parameters, text="x")


DPI = 254 / MM_PER_INCH
TENTH = Scale(DPI, DPI, "the 254 dots an inch that its file gives")
"""Ten pixels a millimetre."""
BARS = Scale(5, 12, "the width of its bar code")


def print_of(
    text: str, size: float | None, scale: Scale | None, *, name: str = "front", width: int = 1000, contrast: float = 9
) -> Panel:
    """Words in one line from the upper left corner of a picture of 1000 pixels a side, each 20 wide and high."""
    words = []
    start = 0
    for number, word in enumerate(text.split()):
        start = text.index(word, start)
        box = Box(width // 10 * number, 0, width // 10, width // 5)
        words.append(Word(start, start + len(word), box, 0.9, size, contrast))
        start += len(word)
    return Panel(name, Text(text, wrapped=True), "a.png", 1, tuple(words), coverage=0.9, size=(1000, 1000), scale=scale)


def measured(parameters: dict[str, Any], *panels: Panel) -> Observation:
    check = Presentation.model_validate({"kind": "presentation", **parameters})
    return check.run(Facts(Labeling("a.png", panels), Matcher.build(check.forms())))


LETTERS = {"of": ["contains 7-OH"], "at_least_mm": [{"mm": "2"}]}


@pytest.mark.parametrize(
    ("size", "scale", "outcome", "said"),
    [
        (60, TENTH, Outcome.MET, "2.9 to 4.8 mm by the 254 dots an inch that its file gives; at least 2 mm prescribed"),
        (20, TENTH, Outcome.VIOLATED, "printed, but 1 to 1.6 mm by the 254 dots"),
        (30, TENTH, Outcome.UNDETERMINED, "1.4 to 2.4 mm by the 254 dots an inch that its file gives; at least 2 mm"),
        (10, BARS, Outcome.VIOLATED, "0.4 to 1.6 mm by the width of its bar code"),
        (40, BARS, Outcome.UNDETERMINED, "prescribed: measure it"),
        (60, None, Outcome.UNDETERMINED, "type of 60 pixels, and the scale of the picture is not known"),
        (None, TENTH, Outcome.UNDETERMINED, "the height of the letters could not be measured on the picture"),
    ],
)
def test_the_height_of_letters(size: float | None, scale: Scale | None, outcome: Outcome, said: str) -> None:
    found = measured(LETTERS, print_of("It contains 7-OH", size, scale))
    assert found.outcome is outcome
    assert said in found.reason
    evidence = found.evidence or found.grounds[0].evidence
    assert evidence[0].boxes, "it points at the words"


def test_what_a_file_says_of_itself_fails_no_label() -> None:
    for sure, confidence in ((True, Confidence.MEDIUM), (False, Confidence.LOW)):
        found = measured(LETTERS, print_of("It contains 7-OH", 20, replace(TENTH, sure=sure)))
        assert (found.outcome, found.grounds[0].confidence) == (Outcome.VIOLATED, confidence)


def test_capitals_are_as_high_as_capitals_are() -> None:
    assert measured(LETTERS, print_of("IT CONTAINS 7-OH", 35, TENTH)).outcome is Outcome.MET
    assert measured(LETTERS, print_of("It contains 7-OH", 35, TENTH)).outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("points", "outcome"), [("12", Outcome.MET), ("24", Outcome.VIOLATED), ("18", Outcome.UNDETERMINED)]
)
def test_the_size_of_type_in_points(points: str, outcome: Outcome) -> None:
    panel = print_of("It contains 7-OH", 60, TENTH)
    assert measured({"of": ["contains 7-OH"], "at_least_points": points}, panel).outcome is outcome


@pytest.mark.parametrize(
    ("volume", "outcome"),
    [
        ("50 mL", Outcome.MET),
        ("12 FL. OZ. (355 ml)", Outcome.VIOLATED),
        ("1.75 L", Outcome.VIOLATED),
        ("", Outcome.UNDETERMINED),
        ("50 ml and 750 ml", Outcome.UNDETERMINED),
    ],
)
def test_larger_containers_need_larger_letters(volume: str, outcome: Outcome) -> None:
    heights = [{"mm": "1", "up_to_ml": "237"}, {"mm": "2", "up_to_ml": "3000"}, {"mm": "3"}]
    panel = print_of(f"It contains 7-OH {volume}", 22, TENTH)
    assert measured({"of": ["contains 7-OH"], "at_least_mm": heights}, panel).outcome is outcome


SHARE = {"verbatim": ["WARNING: This product contains nicotine."], "at_least_share": "30"}
WARNING = "WARNING: This product contains nicotine."


@pytest.mark.parametrize(
    ("width", "more", "outcome"),
    [
        (2000, "", Outcome.MET),
        (1000, "", Outcome.UNDETERMINED),
        (200, " " + "mint " * 60, Outcome.VIOLATED),
    ],
)
def test_the_share_of_the_panel(width: int, more: str, outcome: Outcome) -> None:
    found = measured(SHARE, print_of(WARNING + more, 20, None, width=width))
    assert found.outcome is outcome
    assert "% of the panel" in found.reason


def test_on_each_panel_they_must_be_large() -> None:
    both = {"of": ["contains 7-OH"], "at_least_mm": [{"mm": "2"}], "panels": ["front", "back"], "on_each": "true"}
    large, small = print_of("It contains 7-OH", 60, TENTH), print_of("It contains 7-OH", 10, TENTH, name="back")
    assert measured(both, large, small).outcome is Outcome.VIOLATED
    assert measured(both | {"on_each": "false"}, large, small).outcome is Outcome.MET


@pytest.mark.parametrize(("size", "outcome"), [(10, Outcome.MET), (4, Outcome.VIOLATED), (5, Outcome.UNDETERMINED)])
def test_the_largest_print_beside_them_needs_no_scale(size: float, outcome: Outcome) -> None:
    panel = print_of("It contains 7-OH LEMON", size, None)
    panel = replace(panel, words=(*panel.words[:-1], replace(panel.words[-1], type_size=20)))
    assert measured({"of": ["contains 7-OH"], "at_least_of_largest": "25"}, panel).outcome is outcome


def test_what_cannot_be_measured_may_be_passed_over() -> None:
    quiet = LETTERS | {"unmeasured": "not-visible"}
    found = measured(quiet, print_of("It contains 7-OH", 60, None))
    assert (found.outcome, found.grounds) == (Outcome.NOT_VISIBLE, ())
    assert measured(quiet, print_of("It contains 7-OH", 20, TENTH)).outcome is Outcome.VIOLATED


def test_contrast_is_a_hint() -> None:
    asked = {"of": ["contains 7-OH"], "contrast": "4.5"}
    assert measured(asked, print_of("It contains 7-OH", 60, None)).outcome is Outcome.MET
    found = measured(asked, print_of("It contains 7-OH", 60, None, contrast=1.6))
    assert (found.outcome, found.reason) == (Outcome.UNDETERMINED, "a contrast of about 1.6 to 1; 4.5 to 1 wanted")
