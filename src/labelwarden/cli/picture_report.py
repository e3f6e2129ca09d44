"""The report `png` of `check`: every picture of every label with its findings drawn on it."""

from __future__ import annotations

from pathlib import Path

from labelwarden.cli.output import message
from labelwarden.errors import OcrError, UsageError
from labelwarden.findings.finding import LabelResult
from labelwarden.reports.json_v1 import label_json
from labelwarden.reports.pages import open_page, picture_pages
from labelwarden.reports.picture import annotated
from labelwarden.reports.picture_names import picture_names
from labelwarden.reports.visible import visible


class PictureReport:
    """Draws each picture when its label is checked.

    A name that ends in `.png` is that of the first picture, and further ones are numbered; any other is a folder.

    Raises:
        UsageError: no file or folder is named, or it cannot be written.
    """

    def __init__(self, output: Path | None) -> None:
        if output is None:
            raise UsageError("--format png: expected --output FOLDER, or --output FILE.png where there is one picture")
        self._output = output
        self._is_file = output.suffix.lower() == ".png"
        self._taken: set[str] = set()
        self._count = 0
        folder = output.parent if self._is_file else output
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot write to {folder}: {error.strerror}") from error

    def add(self, result: LabelResult, _places: tuple[str, ...]) -> None:
        pages = picture_pages(label_json(result, pixels=True))
        # A further reading of a picture is a panel of the same places.
        unread = {(panel.file, panel.page): panel.unread for panel in result.panels if panel.view_of is None}
        for page, name in zip(pages, picture_names(result.source, pages, self._taken), strict=True):
            self._count += 1
            target = self._numbered() if self._is_file else self._output / name
            try:
                picture = annotated(open_page(page), page.marks, unread.get((page.file, page.page), ()))
            except OcrError as error:
                message(visible(str(error)))
                continue
            try:
                picture.save(target, "PNG")
            except OSError as error:
                raise UsageError(f"cannot write {target}: {error.strerror}") from error
            message(f"wrote {visible(str(target))}")

    def finish(self) -> None:
        if not self._count:
            message("no picture was checked, so none was drawn")

    def _numbered(self) -> Path:
        if self._count == 1:
            return self._output
        return self._output.with_stem(f"{self._output.stem}-{self._count}")
