"""The surface forms of a vocabulary file, derived ones included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from labelwarden.matching.inflection import Inflect, plural, spanish_plural, spanish_verb_forms, verb_forms
from labelwarden.matching.term import Form, words_of
from labelwarden.rules.model import FormModel, GroupModel, VocabularyModel


def expand(vocabulary: VocabularyModel) -> Iterator[Form]:
    """Every form of every group."""
    for name, group in vocabulary.groups.items():
        path = f"{vocabulary.vocabulary}.{name}"
        for listed in group.forms:
            yield from _expand(vocabulary, group, path, listed)


def _expand(vocabulary: VocabularyModel, group: GroupModel, path: str, listed: str | FormModel) -> Iterator[Form]:
    form = FormModel(form=listed) if isinstance(listed, str) else listed
    inflect = form.inflect or group.inflect or vocabulary.inflect
    seen: set[tuple[bytes, ...]] = set()
    listing = _framed(form.form, vocabulary.frames) if form.framed else surfaces(form.form, inflect, form.also)
    for surface, finite in listing:
        words = words_of(surface)
        if words and words not in seen:
            seen.add(words)
            yield Form(words, path, vocabulary.plane, form.case == "upper", form.only_with, finite)


def _framed(form: str, frames: Iterable[str]) -> Iterator[tuple[str, bool]]:
    yield from ((frame.replace("*", form), False) for frame in frames)


def surfaces(form: str, inflect: Inflect, also: tuple[str, ...] = ()) -> Iterator[tuple[str, bool]]:
    """The spellings that one listed form stands for; true with those that are verbs in the third person."""
    yield form, False
    for irregular in also:
        yield irregular, False
    if inflect is Inflect.NOUN:
        yield plural(form), False
    elif inflect is Inflect.VERB:
        third, past, gerund = verb_forms(form)
        yield third, True
        yield past, False
        yield gerund, False
    elif inflect is Inflect.ES_NOUN:
        yield spanish_plural(form), False
    elif inflect is Inflect.ES_VERB:
        finite, other = spanish_verb_forms(form)
        yield from ((surface, True) for surface in finite)
        yield from ((surface, False) for surface in other)
