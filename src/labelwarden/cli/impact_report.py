"""The impact of a change as text, and as JSON (schema `labelwarden.impact/1`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from labelwarden.impact.changes import Change, Kind
from labelwarden.impact.tally import Impact
from labelwarden.reports.layout import counted
from labelwarden.reports.visible import visible

SCHEMA = "labelwarden.impact/1"

_SUPPLIERS = 10
_QUOTE = 60


def impact_text(impact: Impact, old: str, new: str) -> str:
    """What differs, for a person who has to decide on the release."""
    return "".join(f"{line}\n" for line in _lines(impact, old, new))


def _lines(impact: Impact, old: str, new: str) -> Iterator[str]:
    unread = f", {impact.unread:,} could not be read" if impact.unread else ""
    yield f"{counted(impact.products, 'product')}{unread}: {old} against {new}"
    kinds = [f"{impact.of_kind(kind):,} {kind}" for kind in Kind if impact.of_kind(kind)]
    yield f"{impact.touched:,} touched: {' · '.join(kinds)}" if kinds else "nothing differs"
    for (before, after), count in impact.verdicts.most_common():
        yield f"  verdict {before} -> {after}: {count:,}"
    for kind in Kind:
        rules = [(count, rule) for (found, rule), count in impact.by_rule.items() if found is kind]
        if rules:
            yield ""
            yield f"{kind}"
        for count, rule in sorted(rules, key=lambda item: (-item[0], item[1])):
            yield f"  {count:>8,}  {rule}"
            for sample in impact.samples[kind, rule]:
                yield f"            row {sample.row:,}  {visible(sample.product)}: {_said(sample.change)}"
    if impact.by_supplier:
        yield ""
        yield "by supplier"
        yield from _suppliers(impact)
    yield ""
    yield _cost(impact)


def _suppliers(impact: Impact) -> Iterator[str]:
    totals: Counter[str] = Counter()
    for (supplier, _), count in impact.by_supplier.items():
        totals[supplier] += count
    for supplier, count in totals.most_common(_SUPPLIERS):
        kinds = ", ".join(
            f"{impact.by_supplier[supplier, kind]:,} {kind}" for kind in Kind if impact.by_supplier[supplier, kind]
        )
        yield f"  {count:>8,}  {visible(supplier)}  ({kinds})"
    if len(totals) > _SUPPLIERS:
        yield f"            and {counted(len(totals) - _SUPPLIERS, 'supplier')} more"


def _said(change: Change) -> str:
    quote = "something missing" if change.quote is None else f'"{_short(change.quote)}"'
    return f"{quote} {change.before} -> {change.after}" if change.before else quote


def _short(text: str) -> str:
    shown = visible(" ".join(text.split()))
    return shown if len(shown) <= _QUOTE else shown[: _QUOTE - 1] + "…"


def _cost(impact: Impact) -> str:
    if not impact.timed:
        return "time: no product was checked"
    before, after = (seconds / impact.timed * 1e6 for seconds in impact.seconds)
    share = f" ({after / before - 1:+.0%})" if before else ""
    return (
        f"time a product: {before:,.0f} µs before, {after:,.0f} µs after{share}, of {counted(impact.timed, 'product')}"
    )


def impact_json(impact: Impact, old: str, new: str) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "schema": SCHEMA,
        "old": old,
        "new": new,
        "products": impact.products,
        "unread": impact.unread,
        "touched": impact.touched,
        "verdicts": [
            {"old": before, "new": after, "products": count} for (before, after), count in impact.verdicts.most_common()
        ],
        "changes": [
            {
                "kind": kind,
                "rule": rule,
                "count": count,
                "samples": [
                    {
                        "row": sample.row,
                        "product": sample.product,
                        "quote": sample.change.quote,
                        "old": sample.change.before or None,
                        "new": sample.change.after or None,
                    }
                    for sample in impact.samples[kind, rule]
                ],
            }
            for (kind, rule), count in sorted(
                impact.by_rule.items(), key=lambda item: (item[0][0], -item[1], item[0][1])
            )
        ],
        "suppliers": [
            {"supplier": supplier, "kind": kind, "count": count}
            for (supplier, kind), count in impact.by_supplier.most_common()
        ],
        "time": {"products": impact.timed, "old": round(impact.seconds[0], 6), "new": round(impact.seconds[1], 6)},
    }
