"""Where rule files lie, and the fingerprint of what is in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from labelwarden.errors import Fault, RuleError

_PACK = re.compile(rb"^pack:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """One rule file as bytes, and the folder that it was found in (itself, where the file was named)."""

    path: Path
    folder: Path
    content: bytes


def is_pack(source: Source) -> bool:
    """Whether it is a pack of rules, well written or not, and nothing that other files use names of."""
    return _PACK.search(source.content) is not None


def builtin_folder() -> Path:
    """Where the rules that ship with Labelwarden are: inside the wheel, or beside the sources in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_rules"
    return packed if packed.is_dir() else package.parent.parent / "rules"


def find_sources(paths: Sequence[Path], *, builtin: bool) -> list[Source]:
    """All rule files of the built-in packs and of `paths` (files or folders), in a fixed order.

    Raises:
        RuleError: a path does not exist, or a file cannot be opened.
    """
    faults: list[Fault] = []
    sources = []
    for folder in [*([builtin_folder()] if builtin else []), *paths]:
        if not folder.exists():
            faults.append(Fault(str(folder), 0, 0, "no such file or folder of rules", "Check the path."))
            continue
        for path in _yaml_files(folder):
            try:
                sources.append(Source(path, folder, path.read_bytes()))
            except OSError as error:
                faults.append(Fault(str(path), 0, 0, f"cannot be read: {error.strerror}"))
    if faults:
        raise RuleError(tuple(faults))
    return sources


def digest_of(sources: Iterable[Source]) -> str:
    """SHA-256 over names and contents."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.path}\0{len(source.content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(source.content)
    return digest.hexdigest()


def _yaml_files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
