"""The one-file report: opens from disk in any browser, prints, and asks no other place for anything.

No script is in it. Its policy allows one style sheet, known by its hash, and pictures that lie in the file.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from labelwarden.reports.checked import Checked
from labelwarden.reports.drawing import Drawing, drawings_of
from labelwarden.reports.run_info import RunInfo, python_version
from labelwarden.reports.sheet import label_sheet
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import CLOSING, NAMED_BY_FAULT
from labelwarden.version import VERSION


def html_report(checked: Sequence[Checked], run: RunInfo) -> str:
    """The report on all labels."""
    # Loaded here: only this report needs it.
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    templates = files("labelwarden.reports") / "templates"
    style = (templates / "report.css").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters["visible"] = visible
    template = environment.from_string((templates / "report.html.j2").read_text(encoding="utf-8"))
    labels = [label_sheet(item, number) for number, item in enumerate(checked, start=1)]
    drawings = {label.number: drawings_of(label.pages) for label in labels}
    return template.render(
        labels=labels,
        drawings=drawings,
        boxed={number: _boxed(of_label) for number, of_label in drawings.items()},
        run=run,
        inputs=tuple({file.name: file for label in labels for file in label.inputs}.values()),
        title=_title([label.name for label in labels]),
        remarks=tuple((label.source, note) for label in labels for note in label.notes),
        named_by_fault=NAMED_BY_FAULT,
        closing=CLOSING,
        version=VERSION,
        python=python_version(),
        # The style sheet is ours; what is put between the tags is what the hash is made of.
        style=Markup(style),  # noqa: S704
        style_hash=f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode('ascii')}",
    )


def _boxed(drawings: Sequence[Drawing]) -> dict[int, list[str]]:
    """The ids of the boxes of each finding."""
    boxed: dict[int, list[str]] = {}
    for drawing in drawings:
        for spot in drawing.spots:
            boxed.setdefault(spot.number, []).append(drawing.anchor(spot))
    return boxed


def _title(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} · Label report"
    return f"{len(names)} labels · Label report"
