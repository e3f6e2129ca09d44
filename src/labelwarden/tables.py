"""What others import: the checker with what it does on Arrow batches, which rests on catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labelwarden.checker import Checker as LabelChecker

if TYPE_CHECKING:
    from labelwarden.batch.arrow import Columns


@dataclass(slots=True)
class Checker(LabelChecker):
    """Checks labels, and tables of them, against the rules in force on a day.

    >>> from datetime import date
    >>> from labelwarden import Label
    >>> checker = Checker.load(as_of=date(2026, 11, 25))
    >>> checker.check(Label(product="Plain oats", type="food", claims=["A good source of fiber"])).verdict.value
    'pass'
    """

    def check_arrow(self, batch: Columns, mapping: Mapping[str, str] | None = None) -> Columns:
        """One row for each row of an Arrow batch or table, in the columns of the contract and in one fixed schema.

        Columns are known by their names (`id`, `text`, `product_type`, `title` ...), or by `mapping`, field to column:
        `{"text": "Long description"}`.

        Raises:
            UsageError: no column is known as text.
            MissingExtra: Arrow is not installed.
        """
        # Loaded when it is asked for: one label alone shall not wait for what reads catalogues.
        from labelwarden.batch.arrow import check_any

        return check_any(self, batch, tuple((mapping or {}).items()))
