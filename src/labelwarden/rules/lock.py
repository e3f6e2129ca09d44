"""Rule files pinned by their hash: a run by a lock refuses what differs from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from labelwarden.errors import Fault, RuleError
from labelwarden.rules.files import Source
from labelwarden.rules.rule import Pack
from labelwarden.yamlfile.faults import fault_at, faults_of
from labelwarden.yamlfile.reader import read_yaml

NAME = "labelwarden.lock"


class LockModel(BaseModel):
    """What a lock says: the packs, for people, and the hash of every file, vocabularies included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lock: int = Field(ge=1, le=1)
    packs: dict[str, str] = Field(default_factory=dict)
    files: dict[str, str]


def lock_text(sources: Iterable[Source], packs: Iterable[Pack]) -> str:
    """The lock of these files, as it is written."""
    lines = [f"# Written by `labelwarden rules lock`; {NAME} beside your labels pins the rules of a run.", "lock: 1"]
    lines += ["packs:", *(f"  {pack.id}: {pack.version}" for pack in packs)]
    lines += ["files:", *(f"  {name}: {digest}" for name, digest in sorted(_digests(sources).items()))]
    return "\n".join(lines) + "\n"


def check_lock(path: Path, sources: Iterable[Source]) -> None:
    """Refuses rule files that are not those of the lock.

    Raises:
        RuleError: the lock is faulty, or a file differs, is new, or is gone.
    """
    shown = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError((Fault(shown, 0, 0, f"cannot be read: {error}"),)) from error
    data = read_yaml(text, shown)
    try:
        lock = LockModel.model_validate(data)
    except ValidationError as error:
        raise RuleError(faults_of(error, LockModel, data, text, shown)) from error
    if faults := tuple(_differences(lock.files, _digests(sources), text, shown)):
        raise RuleError(faults)


def _differences(pinned: Mapping[str, str], found: Mapping[str, str], text: str, shown: str) -> Iterator[Fault]:
    help = "If this is meant: labelwarden rules lock"
    for name, digest in pinned.items():
        if name not in found:
            yield fault_at(text, shown, ("files", name), f"{name} is pinned and not among the rules of this run", help)
        elif found[name] != digest:
            message = f"{name} is not the file that was pinned"
            yield fault_at(text, shown, ("files", name), message, help)
    for name in sorted(found.keys() - pinned.keys()):
        yield Fault(shown, 0, 0, f"{name} is among the rules of this run and not pinned", help)


def _digests(sources: Iterable[Source]) -> dict[str, str]:
    """SHA-256 of each file, by its place in its folder of rules."""
    digests: dict[str, str] = {}
    for source in sources:
        name = source.path.relative_to(source.folder).as_posix() if source.path != source.folder else source.path.name
        # Two folders may each have a us/own.yaml; both are pinned.
        key = next(key for key in (name, *(f"{name} {n}" for n in range(2, 1000))) if key not in digests)
        digests[key] = hashlib.sha256(source.content).hexdigest()
    return digests
