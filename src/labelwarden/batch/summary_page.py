"""One HTML file for whoever has to act on a catalogue: what came out, by which rules, whose products, and the worst.

All in one file: charts are drawn as SVG in it, and nothing is loaded from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path

from labelwarden.batch.tally import Tally
from labelwarden.errors import UsageError
from labelwarden.reports.visible import visible

_VERDICTS = ("fail", "review", "pass", "error")
_COLOURS = {"fail": "#b3261e", "review": "#b26a00", "pass": "#2e7d32", "error": "#5f6368"}
_MOST = 15

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1d1d1f;background:#fff;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:2.2rem}
.lead{color:#444}svg{width:100%;height:auto;display:block}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
.n{text-align:right;font-variant-numeric:tabular-nums}q{display:block}
.fail{color:#b3261e}.review{color:#b26a00}.pass{color:#2e7d32}.error{color:#5f6368}
@media (prefers-color-scheme:dark){body{background:#17181a;color:#eee}.lead{color:#bbb}th,td{border-color:#444}
.fail{color:#ff8a80}.review{color:#ffcc80}.pass{color:#a5d6a7}.error{color:#bdc1c6}text{fill:#eee}}
"""


def write_page(path: Path, tally: Tally, source: str, as_of: date, jurisdictions: Sequence[str]) -> None:
    """Writes the page; it appears under its name when it is whole.

    Raises:
        UsageError: the place cannot be written to.
    """
    made = path.with_name(f".{path.name}.made")
    try:
        made.write_text(page(tally, source, as_of, jurisdictions), encoding="utf-8", errors="backslashreplace")
        made.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def page(tally: Tally, source: str, as_of: date, jurisdictions: Sequence[str]) -> str:
    """The page as text."""
    places = ", ".join(jurisdictions)
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>{_text(source)} · labelwarden</title><style>{_STYLE}</style>",
        f"<h1>{_text(source)}</h1>",
        f"<p class=lead>Rules of {_text(places)}, as of {as_of.isoformat()}. {_text(tally.sentence())}.</p>",
        "<h2>Verdicts</h2>",
        _verdict_bar(tally),
    ]
    if tally.rules:
        ranked = sorted(tally.rules.items(), key=lambda item: (-item[1], item[0]))
        shown = [(tally.titles.get(rule, rule), rule, count) for rule, count in ranked[:_MOST]]
        parts += ["<h2>Rules with most findings</h2>", _bars(shown, len(ranked))]
    parts += _groups("By supplier", tally.suppliers) + _groups("By category", tally.categories)
    if tally.worst:
        parts += ["<h2>Products to look at first</h2>", _worst(tally.worst)]
    if remarks := tally.remarks():
        parts += ["<h2>Remarks</h2><ul>", *(f"<li>{_text(remark)}" for remark in remarks), "</ul>"]
    return "\n".join(parts) + "\n"


def _verdict_bar(tally: Tally) -> str:
    whole = max(tally.rows, 1)
    parts, x = [], 0.0
    for verdict in _VERDICTS:
        width = 1000 * tally.verdicts[verdict] / whole
        if width:
            parts.append(
                f"<rect x='{x:.1f}' y=0 width='{width:.1f}' height=40 fill='{_COLOURS[verdict]}'>"
                f"<title>{verdict}: {tally.verdicts[verdict]:,}</title></rect>"
            )
        x += width
    label = ", ".join(f"{tally.verdicts[verdict]:,} {verdict}" for verdict in _VERDICTS)
    legend = " · ".join(
        f"<b class={verdict}>{tally.verdicts[verdict]:,} {verdict}</b> ({tally.verdicts[verdict] / whole:.0%})"
        for verdict in _VERDICTS
    )
    return f"<svg viewBox='0 0 1000 40' role=img aria-label='{label}'>{''.join(parts)}</svg><p>{legend}</p>"


def _bars(shown: Sequence[tuple[str, str, int]], of: int) -> str:
    most = max((count for _, _, count in shown), default=1)
    rows = []
    for n, (title, rule, count) in enumerate(shown):
        y, width = n * 44, 1000 * count / most
        rows.append(
            f"<text x=0 y={y + 14} font-size=15>{_text(title)}: {count:,}</text>"
            f"<rect x=0 y={y + 20} width='{width:.1f}' height=14 fill='#3b5b92'><title>{_text(rule)}</title></rect>"
        )
    more = f"<p class=lead>{of - len(shown):,} further rules have findings.</p>" if of > len(shown) else ""
    return (
        f"<svg viewBox='0 0 1000 {len(shown) * 44}' role=img aria-label='Findings by rule' fill='currentColor'>"
        f"{''.join(rows)}</svg>{more}"
    )


def _groups(title: str, names: dict[str, list[int]]) -> list[str]:
    if not names:
        return []
    ranked = sorted(names.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
    rows = [
        f"<tr><td>{_text(name)}<td style='width:35%'>{_stack(counts)}"
        + "".join(f"<td class=n>{count:,}" for count in counts)
        for name, counts in ranked[:_MOST]
    ]
    head = "".join(f"<th class='n {verdict}'>{verdict}" for verdict in _VERDICTS)
    more = f"<p class=lead>{len(ranked) - _MOST:,} more.</p>" if len(ranked) > _MOST else ""
    return [f"<h2>{title}</h2><table><tr><th>Name<th>Share{head}", *rows, f"</table>{more}"]


def _stack(counts: Iterable[int]) -> str:
    kept = list(counts)
    whole, x, parts = max(sum(kept), 1), 0.0, []
    for verdict, count in zip(_VERDICTS, kept, strict=True):
        width = 300 * count / whole
        if width:
            parts.append(f"<rect x='{x:.1f}' y=0 width='{width:.1f}' height=14 fill='{_COLOURS[verdict]}'/>")
        x += width
    return f"<svg viewBox='0 0 300 14' role=presentation>{''.join(parts)}</svg>"


def _worst(worst: Sequence[Sequence[object]]) -> str:
    rows = []
    for _, row, id, product, verdict, said in worst:
        words = "".join(f"<q>{_text(str(text))}</q>" for text in said) if isinstance(said, list) else ""
        rows.append(
            f"<tr><td class=n>{row}<td>{_text(str(id or ''))}<td>{_text(str(product or ''))}"
            f"<td class={verdict}>{verdict}<td>{words}"
        )
    return "<table><tr><th class=n>Row<th>Id<th>Product<th>Verdict<th>Its words" + "\n".join(rows) + "</table>"


def _text(text: str) -> str:
    return escape(visible(text))
