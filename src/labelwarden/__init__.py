"""Labelwarden checks product labels and marketing copy against what FDA warning letters cite.

    from labelwarden import Checker, Label

It helps a person to decide and gives no legal advice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labelwarden.version import VERSION

if TYPE_CHECKING:
    from labelwarden.label.model import Label
    from labelwarden.tables import Checker

__version__ = VERSION
__all__ = ["Checker", "Label", "__version__"]


def __getattr__(name: str) -> Any:
    # Imported on first use: `import labelwarden.errors` must not cost the rule models.
    if name == "Checker":
        from labelwarden.tables import Checker

        return Checker
    if name == "Label":
        from labelwarden.label.model import Label

        return Label
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
