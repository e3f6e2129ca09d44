"""Pictures of a label into panels with names of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from labelwarden.errors import Fault, LabelError, OcrError
from labelwarden.label.panel import Panel

if TYPE_CHECKING:
    from labelwarden.ocr.apart import ReadingProcess


@dataclass(frozen=True, slots=True)
class Pictured:
    """The panels on a picture, remarks of the reader, and the number of the article (14 digits) if it shows one."""

    panels: tuple[Panel, ...]
    notes: tuple[str, ...] = ()
    gtin: str | None = None


@dataclass(slots=True)
class PictureReader:
    """Reads pictures by one engine, in a process that is started when the first picture comes."""

    engine_name: str = "auto"
    _process: ReadingProcess | None = field(default=None, init=False)

    def read(self, path: Path) -> tuple[tuple[Panel, ...], tuple[str, ...]]:
        """The panels on the picture at `path`, and remarks of the reader.

        Raises:
            LabelError: it cannot be read, or nothing could be read on it.
        """
        pictured = self.look_at(path)
        return pictured.panels, pictured.notes

    def look_at(self, path: Path) -> Pictured:
        """What stands on the picture at `path`.

        Raises:
            LabelError: it cannot be read, or nothing could be read on it.
        """
        from labelwarden.label.gtin import as_fourteen
        from labelwarden.ocr import apart
        from labelwarden.ocr.codes import articles_on, remarks_on_codes
        from labelwarden.ocr.panels import to_panels

        try:
            self._process = self._process or apart.ReadingProcess(self.engine_name)
            reading = self._process.read(path)
        except OcrError as error:
            raise LabelError((Fault(str(path), 0, 0, str(error).removeprefix(f"{path}: ")),)) from error
        if reading.is_empty:
            message = "nothing could be read on it: expected a sharp picture of printed words"
            raise LabelError((Fault(str(path), 0, 0, message, "Take it again, nearer and in good light."),))
        articles = articles_on(reading)
        return Pictured(
            to_panels(reading),
            (*reading.notes, *remarks_on_codes(reading)),
            as_fourteen(articles[0]) if len(articles) == 1 else None,
        )


def told_apart(groups: Iterable[tuple[Panel, ...]]) -> tuple[Panel, ...]:
    """All panels, renamed where a name was taken: the second `front` is `front[1]`, its views `front[1][view 2]`.

    The panels of one group belong together: a view follows the new name of its picture.
    """
    taken: set[str] = set()
    panels: list[Panel] = []
    for group in groups:
        renamed: dict[str, str] = {}
        for panel in group:
            name = panel.name
            if panel.view_of in renamed:
                name = renamed[panel.view_of] + name.removeprefix(panel.view_of)
            new = _free_name(name, taken)
            taken.add(new)
            renamed[panel.name] = new
            view_of = renamed.get(panel.view_of, panel.view_of) if panel.view_of else None
            panels.append(panel if new == panel.name else replace(panel, name=new, view_of=view_of))
    return tuple(panels)


def _free_name(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    base, number = name, 1
    if name.endswith("]") and (stem := name.rpartition("[")[0]) and name[len(stem) + 1 : -1].isdigit():
        base, number = stem, int(name[len(stem) + 1 : -1])
    while f"{base}[{number}]" in taken:
        number += 1
    return f"{base}[{number}]"
