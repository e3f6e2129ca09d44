"""The rules that a command is about: those that come along, those of the profile, and what --rules names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from labelwarden.cli.output import message

if TYPE_CHECKING:
    from labelwarden.cli.profile import Profile
    from labelwarden.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the rules of a run are to be read from, and the profile that had a say in it."""

    paths: tuple[Path, ...]
    builtin: bool
    profile: Profile


def asked_rules(paths: Iterable[Path] | None, no_builtin: bool, *, locked: bool = True) -> Asked:
    """The files and folders of rules, none read twice; a lock that lies here, or above, has to fit them.

    Raises:
        FaultyFileError: the profile is faulty.
        RuleError: the rules are not those of the lock.
    """
    from labelwarden.cli.profile import find_profile, find_upward
    from labelwarden.rules.files import builtin_folder, find_sources
    from labelwarden.rules.lock import NAME, check_lock

    profile = find_profile()
    if profile.file is not None:
        message(f"using {profile.file}")
    builtin = profile.settings.builtin and not no_builtin
    known = [builtin_folder()] if builtin else []
    asked = Asked(tuple(_apart([*profile.rules, *(paths or ())], known)), builtin, profile)
    lock = find_upward(NAME) if locked else None
    if lock is not None:
        check_lock(lock, find_sources(asked.paths, builtin=builtin))
    return asked


def rulebook_of(paths: Sequence[Path] | None, no_builtin: bool) -> Rulebook:
    """The rules of a command."""
    from labelwarden.rules.open import open_rulebook

    asked = asked_rules(paths, no_builtin)
    return open_rulebook(asked.paths, builtin=asked.builtin)


def _apart(paths: Iterable[Path], known: Iterable[Path]) -> list[Path]:
    """The paths that do not lie in another one, or in what is known anyway."""
    listed = list(dict.fromkeys(paths))
    around = [path.resolve() for path in known]
    kept: list[Path] = []
    for path in listed:
        found = path.resolve()
        others = [*around, *(other.resolve() for other in listed if other.resolve() != found)]
        same = any(other.resolve() == found for other in kept)
        if not same and not any(found.is_relative_to(other) for other in others):
            kept.append(path)
    return kept
