"""A vocabulary small enough to know by heart, and labels made with it: typed, listed, photographed."""

from __future__ import annotations

from typing import Any

from labelwarden.facts.facts import Facts
from labelwarden.findings.scales import Confidence
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.model import Label
from labelwarden.label.panel import Panel, Word
from labelwarden.matching.contexts import WHOLE, Context, Effect, Part, Target
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.relations import Relation
from labelwarden.matching.term import Form, Plane, words_of
from labelwarden.text.printed import Text
from labelwarden.text.span import Box

CONTENT = {
    "condition.pain": ["pain", "back pain"],
    "condition.anxiety": ["anxiety"],
    "condition.cancer": ["cancer"],
    "action.strong": ["treat", "treats", "cure", "cures"],
    "substance.7oh": ["7-OH", "7OH", "7-hydroxymitragynine"],
    "substance.kratom": ["kratom", "mitragynine"],
    "substance.caffeine": ["caffeine"],
}
CUES = {
    "cue.for": ["for"],
    "cue.negation": ["no", "not", "does not", "contains no"],
    "cue.free": ["free"],
    "cue.below": ["<", "not detected"],
    "cue.contrast": ["but"],
    "cue.warning": ["warning"],
    "cue.maybe": ["maybe"],
}
PHRASES = {
    "type.dietary_supplement": ["dietary supplement", "supplement facts"],
    "type.otc_drug": ["drug facts"],
    "type.cosmetic": ["lotion"],
    "type.tobacco": ["tobacco"],
    "titled.dietary_supplement": ["supplement"],
    "shelf.dietary_supplement": ["vitamins & supplements"],
    "shelf.food": ["food items"],
    "form.gummy": ["gummy", "gummies"],
    "form.tablet": ["tablet", "tablets"],
    "form.shot": ["shot"],
    "field.lot": ["lot"],
    "field.facts-panel": ["supplement facts"],
    "field.directions": ["directions"],
    "field.name-and-place": ["distributed by"],
    "item.printed": ["net wt"],
}
FORMS = [
    Form(words_of(listed), path, plane, finite=listed in {"treats", "cures"})
    for plane, groups in ((Plane.CONTENT, CONTENT), (Plane.CUE, CUES), (Plane.PHRASE, PHRASES))
    for path, all_listed in groups.items()
    for listed in all_listed
]
FORMS += [
    Form(words_of("red vein"), "family.kratom", Plane.CONTENT, only_with=("substance.kratom",)),
    Form(words_of("hydroxy"), "substance.7oh", Plane.CONTENT, only_with=("substance.kratom",)),
]
RELATIONS = [
    Relation("acted-on", "says that it treats it", ("condition",), Confidence.HIGH, ("action",), within=6),
    Relation("for-whom", "is for it", ("condition",), Confidence.MEDIUM, ("cue.for",), within=2),
]
CONTEXTS = [
    Context("maybe", "it is only maybe", ("cue.maybe",), after=8, effect=Effect.LOWER, targets=frozenset(Target)),
    Context("denied", "it is denied", ("cue.negation",), after=6, until=("cue.contrast",), part=Part.COMPANION),
    Context("denied-words", "the words are denied", ("cue.negation",), after=4, targets=frozenset({Target.PHRASE})),
    Context("warning", "it is a warning", ("cue.warning",), before=WHOLE, after=WHOLE),
    Context("absent", "it is said not to be in it", ("cue.negation",), after=5, targets=frozenset({Target.SUBSTANCE})),
    Context("free", "it is said to be free of it", ("cue.free",), before=2, targets=frozenset({Target.SUBSTANCE})),
    Context("below", "it is below a limit", ("cue.below",), before=3, targets=frozenset({Target.SUBSTANCE})),
]
MATCHER = Matcher.build(FORMS, RELATIONS, CONTEXTS)


def facts(text: str = "", /, *, with_matcher: Matcher = MATCHER, **label: Any) -> Facts:
    """The facts of a typed label; plain text is the text of all of it."""
    given = label | ({"text": text} if text else {})
    return Facts(Label.model_validate(given).labeling(), with_matcher)


def pictured(text: str, *, name: str = "front", coverage: float = 0.95, view_of: str | None = None) -> Panel:
    """A panel as read from a picture, each word of it in its box."""
    words = []
    start = 0
    for number, word in enumerate(text.split()):
        start = text.index(word, start)
        words.append(Word(start, start + len(word), Box(10 * number, 0, 9, 5), 0.9))
        start += len(word)
    file = f"{view_of or name}.png"
    return Panel(name, Text(text, wrapped=True), file=file, words=tuple(words), coverage=coverage, view_of=view_of)


def photographed(*panels: Panel, **given: Any) -> Facts:
    """The facts of a label of which only pictures were given."""
    return Facts(Labeling("photo", panels, **given), MATCHER)


def listed(text: str, **given: Any) -> Facts:
    """The facts of a web page or catalogue row."""
    panels = (Panel("web", Text(text)),)
    return Facts(Labeling("shop", panels, surface=Surface.LISTING, **given), MATCHER)
