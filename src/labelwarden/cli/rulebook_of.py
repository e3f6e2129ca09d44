"""The rules that a command is about: those that come along, and what --rules or an argument names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labelwarden.rules.rulebook import Rulebook


def rulebook_of(paths: Sequence[Path] | None, no_builtin: bool) -> Rulebook:
    """The rules of a command; a path among the built-in rules is not read a second time."""
    from labelwarden.rules.open import open_rulebook

    return open_rulebook(beside_builtin(paths, no_builtin), builtin=not no_builtin)


def beside_builtin(paths: Sequence[Path] | None, no_builtin: bool) -> list[Path]:
    """The paths that are not among the built-in rules anyway."""
    from labelwarden.rules.files import builtin_folder

    builtin = builtin_folder().resolve()
    return [path for path in paths or () if no_builtin or not path.resolve().is_relative_to(builtin)]
