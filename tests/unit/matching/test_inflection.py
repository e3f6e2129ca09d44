"""The forms that a vocabulary does not have to list."""

from __future__ import annotations

import pytest

from labelwarden.matching.inflection import plural, verb_forms


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("headache", "headaches"),
        ("heart attack", "heart attacks"),
        ("allergy", "allergies"),
        ("key", "keys"),
        ("virus", "viruses"),
        ("rash", "rashes"),
        ("tax", "taxes"),
        ("child", "children"),
        ("back tooth", "back teeth"),
        ("woman", "women"),
        # words that have no plural of their own
        ("diabetes", "diabetes"),
        ("arthritis", "arthritis"),
        ("psoriasis", "psoriasis"),
        ("illness", "illness"),
        ("pneumonia", "pneumonias"),
        ("autism", "autism"),
        ("gas", "gas"),
        ("COVID-19", "COVID-19"),
        ("omega 3", "omega 3"),
    ],
)
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("treat", ("treats", "treated", "treating")),
        ("relieve", ("relieves", "relieved", "relieving")),
        ("stop", ("stops", "stopped", "stopping")),
        ("fix", ("fixes", "fixed", "fixing")),
        ("calm", ("calms", "calmed", "calming")),
        ("remedy", ("remedies", "remedied", "remedying")),
        ("destroy", ("destroys", "destroyed", "destroying")),
        ("free", ("frees", "freed", "freeing")),
        ("die", ("dies", "died", "dying")),
        ("banish", ("banishes", "banished", "banishing")),
        ("slow", ("slows", "slowed", "slowing")),
        ("ease", ("eases", "eased", "easing")),
        ("help with", ("helps with", "helped with", "helping with")),
        ("wipe out", ("wipes out", "wiped out", "wiping out")),
    ],
)
def test_verbs(verb: str, forms: tuple[str, str, str]) -> None:
    assert verb_forms(verb) == forms
