"""What tells whether a product has to be checked again: a hash over all that it says and all that it is checked by."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable

from labelwarden.checker import Checker
from labelwarden.findings.scales import Status
from labelwarden.label.labeling import Labeling
from labelwarden.version import VERSION
from labelwarden.waivers.settle import Settling

_BYTES = 12


def run_key(checker: Checker, *, matrix: bool, reader: str) -> bytes:
    """A hash over what is the same for all products of a run: rules, options, version, and how pictures are read.

    Of the day counts only which rules are in force on it, so that tomorrow nothing has to be checked again for it; but
    where places are told, they say what comes into force later, and then the day itself counts.
    """
    book = checker.rulebook
    in_force = [rule.id for rule in book.rules if rule.status is not Status.DEPRECATED and rule.in_force(checker.as_of)]
    parts = (
        VERSION,
        book.digest,
        hashlib.sha256("\n".join(in_force).encode()).hexdigest(),
        checker.jurisdictions,
        sorted(checker.selected),
        sorted(checker.ignored),
        checker.settings.experimental,
        sorted((name, severity.value) for name, severity in checker.severities.items()),
        settled_by(checker),
        checker.as_of.isoformat() if matrix else "",
        reader,
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=32).digest()


def settled_by(checker: Checker) -> str:
    """A hash over what settles the results; none where nothing does."""
    if checker.settle is None:
        return ""
    settling = Settling.of(checker.settle)
    return settling.mark if settling is not None else hashlib.sha256(pickle.dumps(checker.settle)).hexdigest()


def digest_of(labeling: Labeling, pictures: Iterable[str], key: bytes, *, placed: bool = False) -> str | None:
    """The hash of one product; None where its text is none that every kind of file can hold.

    What does not change the findings, such as its place in the catalogue, is no part of it; but with `placed` it is,
    where waivers may be for that place.
    """
    # A line each, told apart from its neighbours by its length.
    parts = [labeling.product, labeling.brand, labeling.type, labeling.form, labeling.sku, labeling.gtin]
    shows = sorted(labeling.shows) if labeling.shows is not None else ("as it is",)
    parts += (
        labeling.source if placed else None,
        labeling.surface,
        *labeling.jurisdictions,
        "\0",
        *shows,
        "\0",
        *pictures,
        "\0",
    )
    for panel in labeling.panels:
        parts += (panel.name, panel.text.printed)
    lengths = ",".join([str(len(part)) if part is not None else "-" for part in parts])
    try:
        text = "\n".join([lengths, *(part or "" for part in parts)]).encode()
    except UnicodeEncodeError:
        return None
    return hashlib.blake2b(text, digest_size=_BYTES, key=key).hexdigest()
