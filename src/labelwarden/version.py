"""The version of Labelwarden, which reports and caches name."""

from __future__ import annotations

VERSION = "0.1.0"
