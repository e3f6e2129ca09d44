r"""The report in Markdown, for a comment or a summary of a build.

Text of labels is escaped: it makes no markup, calls nobody by an @, and refers to no issue by a #.

>>> escaped("<b> *x* @you #1 [a](b)")
'&lt;b&gt; \\*x\\* @<!-- -->you \\#<!-- -->1 \\[a\\]\\(b\\)'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from labelwarden.reports.checked import Checked
from labelwarden.reports.run_info import RunInfo
from labelwarden.reports.sheet import FindingSheet, LabelSheet, Letter, Quote, label_sheet
from labelwarden.reports.wording import CLOSING
from labelwarden.version import VERSION

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~])")
_LINE_START = re.compile(r"^(\s*)([-=]|\d+[.)])")
_LINK = re.compile(r"(?i)\b(https?|www|ftp|mailto)([:.])")


def markdown_report(checked: Sequence[Checked], run: RunInfo) -> str:
    """All labels: verdict, findings with words, law and remedy, what was spared, and how it was made."""
    labels = [label_sheet(item, number) for number, item in enumerate(checked, start=1)]
    lines = ["# Label report", ""]
    if len(labels) > 1:
        lines += ["| verdict | label | found |", "| --- | --- | --- |"]
        lines += [f"| **{label.verdict}** | {escaped(label.name)} | {label.headline} |" for label in labels]
        lines.append("")
    for label in labels:
        lines += _label(label)
    packs = ", ".join(f"{id} {version}" for id, version in run.packs)
    rules = f"{run.rule_count} rules in force on {run.as_of} for {', '.join(run.jurisdictions)}"
    made = f"Labelwarden {VERSION}, {rules} ({packs}; SHA-256 `{run.digest}`)."
    lines += ["---", "", made, "", f"**{CLOSING}**"]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text of a label as Markdown that shows exactly that text."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKUP.sub(r"\\\1", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    # GitHub makes links of addresses, names and numbers after the markup is read; a comment in between stops it.
    text = _LINK.sub(r"\1<!-- -->\2", text)
    return text.replace("@", "@<!-- -->").replace("\\#", "\\#<!-- -->")


def _label(label: LabelSheet) -> Iterator[str]:
    yield f"## {label.verdict.upper()}: {escaped(label.name)}"
    yield ""
    about = " · ".join(part for part in (label.type, ", ".join(label.places), escaped(label.source)) if part)
    yield about
    yield ""
    yield f"**{label.headline}** {escaped(label.error)}".rstrip()
    for note in label.notes:
        yield f"\nNote: {escaped(note)}"
    yield ""
    for finding in label.findings:
        yield from _finding(finding)
    if label.waived:
        yield f"Waived ({len(label.waived)}):"
        yield ""
        for waived in label.waived:
            said = " ".join(part for part in (f"{waived.severity}: {waived.title}", waived.quote) if part)
            yield f"- {escaped(said)}: {escaped(waived.reason)} (`{waived.rule}`)"
        yield ""
    if label.spared:
        yield f"Considered, not flagged ({len(label.spared)}):"
        yield ""
        for item in label.spared:
            yield f"- “{escaped(item.quote)}” in {escaped(item.panel)}: {escaped(item.reason)} (`{item.rule}`)"
        yield ""
    if not label.error:
        yield label.counts
        yield ""


def _finding(finding: FindingSheet) -> Iterator[str]:
    why = f" ({', '.join(finding.doubts)})" if finding.doubts else ""
    yield f"### {finding.number}. {finding.severity}: {escaped(finding.title)}{why}"
    yield ""
    yield f"`{finding.rule}`"
    yield ""
    for quote in finding.quotes:
        yield f"> {escaped(quote.panel)}: {_quoted(quote)}"
        yield ""
    if finding.absent:
        yield f"> {escaped(finding.absent)}"
        yield ""
    yield f"- **Why:** {escaped(finding.message)}"
    if finding.law_of:
        yield f"- **Law, remedy:** as for finding {finding.law_of}"
    else:
        cites = "; ".join(f"[{escaped(law.cite)}]({law.url})" if law.url else escaped(law.cite) for law in finding.law)
        yield f"- **Law:** {finding.jurisdiction}: {cites}"
        if finding.letters:
            yield "- **Letters:** " + "; ".join(map(_letter, finding.letters))
        yield f"- **Do:** {escaped(finding.remedy)}"
    yield ""


def _letter(letter: Letter) -> str:
    name = f"[{escaped(letter.recipient)}]({letter.url})" if letter.url else escaped(letter.recipient)
    return f"{name} ({', '.join(part for part in (letter.date, escaped(letter.cites)) if part)})"


def _quoted(quote: Quote) -> str:
    lines = [f"{escaped(line.before)}**{escaped(line.words.strip())}**{escaped(line.after)}" for line in quote.lines]
    more = f" … {quote.more} more lines" if quote.more else ""
    return " / ".join(lines) + more + (f" ({escaped(quote.remark)})" if quote.remark else "")
