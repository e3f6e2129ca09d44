"""Rules ready to run: from the cache where their files are unchanged, else compiled from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from labelwarden.rules import cache
from labelwarden.rules.files import digest_of, find_sources
from labelwarden.rules.rulebook import Rulebook


def open_rulebook(paths: Sequence[Path] = (), *, builtin: bool = True) -> Rulebook:
    """All rules of the built-in packs and of `paths` (files or folders).

    Raises:
        RuleError: with every fault of every file, if there is any.
    """
    book = cache.load(digest_of(find_sources(paths, builtin=builtin)))
    if book is not None:
        return book
    # The models that rule files are checked by take longer to import than a compiled rulebook takes to read.
    from labelwarden.rules.load import load_rulebook

    book = load_rulebook(paths, builtin=builtin)
    cache.save(book)
    return book
