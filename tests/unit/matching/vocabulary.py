"""A small vocabulary, full of terms that overlap, contain and repeat each other, and texts made of its words."""

from __future__ import annotations

from hypothesis import strategies as st

from labelwarden.matching.term import Form, Plane, words_of

CONTENT = {
    "condition.pain": ["pain", "back pain", "chronic back pain", "pains"],
    "condition.nerve": ["nervous", "nerve pain"],
    "body": ["nervous system", "back", "pain receptor"],
    "action": ["treat", "treats", "relieves", "help with"],
    "relief": ["relief", "pain relief", "7 oh"],
}
CUES = {
    "cue.negation": ["no", "not", "does not", "free of"],
    "cue.for": ["for", "with", "for people with"],
    "cue.contrast": ["but"],
    "cue.warning": ["warning", "do not use if"],
}
PHRASES = {"field.lot": ["lot", "lot no"], "condition.pain": ["back"], "=keep out": ["keep out"], "=out": ["out"]}


def forms() -> list[Form]:
    found = [
        Form(words_of(listed), path, plane, finite=listed in {"treats", "relieves"})
        for plane, groups in ((Plane.CONTENT, CONTENT), (Plane.CUE, CUES), (Plane.PHRASE, PHRASES))
        for path, all_listed in groups.items()
        for listed in all_listed
    ]
    return [
        *found,
        Form(words_of("AIDS"), "condition.viral", Plane.CONTENT, upper=True),
        Form(words_of("aids"), "action", Plane.CONTENT),
        Form(words_of("BACK PAIN"), "body", Plane.CONTENT, upper=True),
        Form(words_of("treat"), "cue.negation", Plane.CUE),
    ]


_WORDS = sorted({word.decode() for form in forms() for word in form.words} | {"water", "people", "system"})
_MARKS = [",", ".", "\n\n", "?", "-", "é", "½"]
LABEL_WORDS = st.sampled_from([*_WORDS, *(word.upper() for word in _WORDS), *_MARKS])
TEXTS = st.lists(LABEL_WORDS, max_size=30).map(" ".join)
