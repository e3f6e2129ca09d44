"""Which stretch of a picture's print is which panel of the label."""

from __future__ import annotations

from labelwarden.facts.facts import Facts
from labelwarden.facts.parts import facts_panels
from labelwarden.label.labeling import Labeling
from labelwarden.label.panel import Panel, Word
from labelwarden.matching.contexts import Context, Effect, Target
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.term import Form, Plane, words_of
from labelwarden.text.printed import Text
from labelwarden.text.span import Box, Span

HEADINGS = {
    "field.facts-panel": ["supplement facts", "drug facts"],
    "field.ingredient-list": ["ingredients", "other ingredients"],
    "field.directions": ["directions", "suggested use", "take one"],
    "item.warnings": ["warning", "warnings"],
    "field.name-and-place": ["distributed by"],
}
MATCHER = Matcher.build(
    [Form(words_of(words), path, Plane.PHRASE) for path, listed in HEADINGS.items() for words in listed]
)


def picture(*blocks: tuple[str, int, int, int]) -> Panel:
    """Blocks of print: text, left, top and height of a letter, which is half as wide."""
    text = "\n\n".join(block[0] for block in blocks)
    words: list[Word] = []
    start = 0
    for printed, left, top, height in blocks:
        for number, line in enumerate(printed.split("\n")):
            x = left
            for word in line.split():
                start = text.index(word, start)
                width = len(word) * height // 2
                words.append(Word(start, start + len(word), Box(x, top + 2 * number * height, width, height), 0.9))
                start += len(word)
                x += width + height // 2
    return Panel("picture", Text(text, wrapped=True), file="label.png", words=tuple(words), coverage=0.9)


def kinds(panel: Panel) -> list[tuple[str, str]]:
    (facts,) = Facts(Labeling("label.png", (panel,)), MATCHER).panels
    return [(part.kind, panel.text.printed[part.start : part.end].split("\n")[0]) for part in facts.panel.parts]


WRAP = picture(
    ("Suggested use: take one\ncapsule a day.", 0, 0, 10),
    ("WARNING: Keep out of\nreach of children.", 0, 60, 10),
    ("ZINC", 400, 0, 60),
    ("60 capsules", 400, 100, 12),
    ("Supplement Facts\nServing size 1", 800, 0, 14),
    ("Zinc 5 mg\nCopper 1 mg", 800, 75, 12),
    ("Other ingredients: cellulose.\nDistributed by Acme", 800, 200, 10),
    ("Recycle me", 0, 300, 10),
)


def test_the_panels_of_a_whole_wrap_are_told_apart() -> None:
    assert kinds(WRAP) == [
        ("directions", "Suggested use: take one"),
        ("warnings", "WARNING: Keep out of"),
        ("front", "ZINC"),
        ("front", "60 capsules"),
        ("facts", "Supplement Facts"),
        ("facts", "Zinc 5 mg"),
        ("ingredients", "Other ingredients: cellulose."),
        ("back", "Distributed by Acme"),
        ("back", "Recycle me"),
    ]


def test_words_of_a_sentence_are_no_heading() -> None:
    panel = picture(("Made with good ingredients and\nno warnings. Follow directions.", 0, 0, 10))
    assert kinds(panel) == [("front", "Made with good ingredients and")]


def test_a_picture_of_few_words_is_a_front_and_one_of_many_a_back() -> None:
    assert kinds(picture(("Zinc", 0, 0, 10), ("60 capsules", 0, 30, 10))) == [
        ("front", "Zinc"),
        ("front", "60 capsules"),
    ]
    (kind,) = kinds(picture(("All of it is explained in long lines of the same print.\n" * 12, 0, 0, 10)))
    assert kind[0] == "back"


def test_drug_facts_go_on_below_their_headings() -> None:
    panel = picture(("Drug Facts", 0, 0, 14), ("Active ingredient 5 mg", 0, 30, 12), ("Far away", 900, 35, 12))
    assert kinds(panel) == [("facts", "Drug Facts"), ("facts", "Active ingredient 5 mg"), ("back", "Far away")]


def test_typed_text_has_no_parts() -> None:
    typed = Panel("text", Text("Directions: take one.\n\nWarning: hot."))
    (facts,) = Facts(Labeling("label", (typed,)), MATCHER).panels
    assert facts.panel.parts == ()


def test_a_stretch_is_on_the_panel_that_it_begins_on() -> None:
    (facts,) = Facts(Labeling("label.png", (WRAP,)), MATCHER).panels
    at = WRAP.text.printed.index("Copper")
    assert facts.panel.is_on({"facts"}, Span(at, at + 6))
    assert not facts.panel.is_on({"front", "warnings"}, Span(at, at + 6))
    assert facts.panel.is_on({"picture"}, Span(at, at + 6))


def test_contexts_of_a_kind_of_panel_hold_over_its_part() -> None:
    context = Context("there", "it stands among the warnings", panels=("warnings",), targets=frozenset({Target.PHRASE}))
    phrases = [Form(words_of(word), f"={word}", Plane.PHRASE) for word in ("children", "capsule")]
    matcher = Matcher.build(
        [*(Form(words_of(w), path, Plane.PHRASE) for path, listed in HEADINGS.items() for w in listed), *phrases],
        (),
        (context,),
    )
    (facts,) = Facts(Labeling("label.png", (WRAP,)), matcher).panels
    spared = [
        word
        for word in ("children", "capsule")
        for hit in facts.hits.of(f"={word}")
        if any(held.effect is Effect.SPARE for held in facts.scopes.over(Target.PHRASE, hit))
    ]
    assert spared == ["children"]


def test_facts_panels_are_counted() -> None:
    for text, count in (
        ("Supplement Facts\nServing size 1\n\nSupplement Facts\nServing size 2", 2),
        ("Drug Facts\nActive ingredient\n\nDrug Facts (continued)", 1),
        ("Zinc", 0),
    ):
        panel = picture(*((block, 900 * number, 0, 10) for number, block in enumerate(text.split("\n\n"))))
        (facts,) = Facts(Labeling("label.png", (panel,)), MATCHER).panels
        assert facts_panels(facts.panel, facts.hits) == count
