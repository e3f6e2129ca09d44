"""The folder of this user for what can be made again: compiled rules, and pages that were read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "LABELWARDEN_CACHE"
"""Names another folder; `off` keeps nothing and asks nothing."""


def cache_folder() -> Path | None:
    """The folder, which need not be there yet; None where nothing is to be kept.

    Raises:
        RuntimeError: the user has no home.
    """
    named = os.environ.get(VARIABLE)
    if named == "off":
        return None
    return Path(named) if named else _of_programs() / "labelwarden"


def _of_programs() -> Path:
    """Where programs of this user keep what they can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
