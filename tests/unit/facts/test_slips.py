"""What may be a misread name of a substance is no sure claim."""

from __future__ import annotations

import pytest

from labelwarden.facts.facts import Facts
from labelwarden.findings.scales import Confidence
from labelwarden.label.labeling import Labeling
from labelwarden.label.panel import Panel
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.relations import Relation
from labelwarden.matching.term import Form, Plane, words_of
from labelwarden.text.printed import Text
from tests.unit.facts.shop import pictured

MATCHER = Matcher.build(
    [
        Form(words_of("IBD"), "condition.gut", Plane.CONTENT),
        Form(words_of("gut pain"), "condition.pain", Plane.CONTENT),
        Form(words_of("CBD"), "substance.cannabis", Plane.CONTENT),
        Form(words_of("THC"), "substance.cannabis", Plane.CONTENT),
    ],
    [Relation("named", "names it", ("condition",), Confidence.MEDIUM)],
)


def confidences(*panels: Panel) -> list[Confidence]:
    return [claim.confidence for claim in Facts(Labeling("label", panels), MATCHER).claims]


@pytest.mark.parametrize(
    ("panels", "found"),
    [
        ([pictured("IBD oil with 25 mg CBD")], Confidence.LOW),
        ([pictured("IBD oil"), pictured("25 mg CBD", name="back")], Confidence.LOW),
        ([pictured("IBD oil"), Panel("web", Text("25 mg CBD"))], Confidence.LOW),
        ([pictured("IBD oil with 2 mg THC")], Confidence.MEDIUM),
        ([pictured("IBD oil")], Confidence.MEDIUM),
        ([pictured("gut pain oil with CBD")], Confidence.MEDIUM),
        ([Panel("front", Text("CBD against IBD"))], Confidence.MEDIUM),
        ([Panel("web", Text("CBD against IBD")), pictured("CBD")], Confidence.MEDIUM),
    ],
    ids=[
        "beside it",
        "on another picture",
        "typed elsewhere",
        "two letters differ",
        "nothing like it",
        "more than an abbreviation",
        "typed",
        "typed beside a picture",
    ],
)
def test_an_abbreviation_one_letter_from_a_substance_of_the_label_is_doubted_where_it_was_read(
    panels: list[Panel], found: Confidence
) -> None:
    assert confidences(*panels) == [found]
