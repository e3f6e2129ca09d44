"""The command `read`: only the reading of a picture, without any rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import bytes_to, message, results_to
from labelwarden.errors import EXIT_OK, EXIT_UNREADABLE

if TYPE_CHECKING:
    from labelwarden.ocr.reading import Reading

_FORMATS = ("text", "json", "hocr", "png")


def read(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A picture or a PDF.")],
    *,
    reading_format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(_FORMATS),
            help="json and hocr have words, boxes and confidence; png draws them.",
        ),
    ] = "text",
    engine: options.Engine = options.EngineChoice.AUTO,
    output: options.Output = None,
) -> None:
    """Read a picture: its text, its words and where they stand.

    Ends with 4 where the picture cannot be opened, or nothing can be read on it.
    """
    options.one_of("--format", reading_format, _FORMATS)
    from labelwarden.label.panel import READ_WELL
    from labelwarden.ocr import apart
    from labelwarden.ocr.codes import remarks_on_codes

    process = apart.ReadingProcess(engine.value)
    reading = process.read(path)
    process.close()
    if reading_format == "png":
        from labelwarden.ocr.overlay import as_png

        with bytes_to(output) as write_bytes:
            write_bytes(as_png(reading))
    else:
        with results_to(output) as write:
            write(_written(reading, reading_format))
    for note in (*reading.notes, *remarks_on_codes(reading)):
        message(note)
    for page in reading.pages:
        if page.words and page.coverage < READ_WELL:
            places = f"; look at {len(page.unread)} places, which --format png marks" if page.unread else ""
            message(f"{path}: page {page.page}: {page.coverage:.0%} of what looks like print was read{places}")
    if reading.is_empty:
        message(f"{path}: nothing could be read on this picture")
    raise typer.Exit(EXIT_UNREADABLE if reading.is_empty else EXIT_OK)


def _written(reading: Reading, reading_format: str) -> str:
    from labelwarden.ocr.render import as_json, as_text

    if reading_format == "json":
        import json

        return json.dumps(as_json(reading), ensure_ascii=False, indent=2) + "\n"
    if reading_format == "hocr":
        from labelwarden.ocr.hocr import as_hocr

        return as_hocr(reading)
    return as_text(reading) + "\n"
