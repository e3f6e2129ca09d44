"""Plural and verb forms, derived from the one form that a vocabulary lists.

Good enough for a closed vocabulary that a person reads over: what comes out is shown by `rules show --forms`, and a
form that it gets wrong is listed by hand.
"""

from __future__ import annotations

from enum import StrEnum

_VOWELS = frozenset("aeiou")
_IRREGULAR_PLURALS = {"child": "children", "foot": "feet", "man": "men", "tooth": "teeth", "woman": "women"}


class Inflect(StrEnum):
    """How the forms of a group are derived."""

    NOUN = "noun"
    VERB = "verb"
    ES_NOUN = "es-noun"
    ES_VERB = "es-verb"
    NONE = "none"


def plural(noun: str) -> str:
    """The plural of the last word of `noun`, or the noun itself where it has none of its own.

    >>> plural("heart attack"), plural("allergy"), plural("psoriasis"), plural("virus"), plural("arrhythmia")
    ('heart attacks', 'allergies', 'psoriasis', 'viruses', 'arrhythmias')
    """
    head, space, word = noun.rpartition(" ")
    if word.lower() in _IRREGULAR_PLURALS:
        return head + space + _IRREGULAR_PLURALS[word.lower()]
    if not word.isalpha() or word.endswith(("itis", "osis", "asis", "iasis", "ics", "us'", "sis", "es", "ness", "ism")):
        return noun
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    if word.endswith(("us", "ss", "x", "ch", "sh", "z")):
        return noun + "es"
    if word.endswith("s"):
        return noun
    return noun + "s"


def verb_forms(verb: str) -> tuple[str, str, str]:
    """Third person, past and -ing form of the first word of `verb`.

    >>> verb_forms("treat"), verb_forms("get rid of")[0], verb_forms("stop")[2], verb_forms("relieve")[2]
    (('treats', 'treated', 'treating'), 'gets rid of', 'stopping', 'relieving')
    """
    word, space, rest = verb.partition(" ")
    tail = space + rest
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = word + "es"
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        third = word[:-1] + "ies"
    else:
        third = word + "s"
    if word.endswith("ie"):
        return third + tail, word + "d" + tail, word[:-2] + "ying" + tail
    if word.endswith("ee"):
        return third + tail, word + "d" + tail, word + "ing" + tail
    if word.endswith("e"):
        return third + tail, word + "d" + tail, word[:-1] + "ing" + tail
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return third + tail, word[:-1] + "ied" + tail, word + "ing" + tail
    stem = word + word[-1] if _doubles(word) else word
    return third + tail, stem + "ed" + tail, stem + "ing" + tail


def spanish_plural(noun: str) -> str:
    """The plural of the first word of a Spanish term, and of an adjective that follows it.

    >>> spanish_plural("dolor de cabeza"), spanish_plural("virus"), spanish_plural("infección viral")
    ('dolores de cabeza', 'virus', 'infecciones virales')
    """
    words = noun.split(" ")
    for place, word in enumerate(words[:2]):
        if word in ("de", "del", "en", "a", "al", "por") or not word.isalpha() or word.endswith(("s", "x")):
            break
        if word.endswith("z"):
            words[place] = word[:-1] + "ces"
        elif word.endswith("ión"):
            words[place] = word[:-2] + "ones"
        else:
            words[place] = word + ("s" if word[-1] in "aeiouáéó" else "es")
    return " ".join(words)


def spanish_verb_forms(verb: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of a Spanish verb the forms that assert (present and future) and the others; stems that change are listed.

    >>> spanish_verb_forms("aliviar")
    (('alivia', 'alivian', 'aliviará', 'aliviarán'), ('aliviando', 'aliviado', 'alivie', 'aliviarás'))
    """
    word, space, rest = verb.partition(" ")
    tail = space + rest
    stem, ending = word[:-2], word[-2:]
    vowel, gerund, participle, wish = ("a", "ando", "ado", "e") if ending == "ar" else ("e", "iendo", "ido", "a")
    finite = (stem + vowel, stem + vowel + "n", word + "á", word + "án")
    other = (stem + gerund, stem + participle, stem + wish, word + "ás")
    return tuple(form + tail for form in finite), tuple(form + tail for form in other)


def _doubles(word: str) -> bool:
    """Whether the last letter doubles before -ed: short words that end in consonant, vowel, consonant."""
    return (
        3 <= len(word) <= 4 and word[-1] not in _VOWELS | set("wxy") and word[-2] in _VOWELS and word[-3] not in _VOWELS
    )
