"""The command `read`: only the reading of a picture, without any rule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import message, results_to
from labelwarden.errors import EXIT_OK, EXIT_UNREADABLE

_FORMATS = ("text", "json")
_LATER = ("hocr", "png")


def read(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A picture.")],
    *,
    reading_format: Annotated[
        str, typer.Option("--format", metavar="|".join(_FORMATS), help="json has words, boxes and confidence.")
    ] = "text",
    engine: options.Engine = options.EngineChoice.AUTO,
    output: options.Output = None,
) -> None:
    """Read a picture: its text, its words and where they stand.

    Ends with 4 where the picture cannot be opened, or nothing can be read on it.
    """
    options.one_of("--format", reading_format, _FORMATS, _LATER)
    from labelwarden.ocr.engine import load_engine
    from labelwarden.ocr.reading import read_picture
    from labelwarden.ocr.render import as_json, as_text

    reading = read_picture(path, load_engine(engine.value))
    with results_to(output) as write:
        if reading_format == "json":
            import json

            write(json.dumps(as_json(reading), ensure_ascii=False, indent=2) + "\n")
        else:
            write(as_text(reading) + "\n")
    for note in reading.notes:
        message(note)
    if reading.is_empty:
        message(f"{path}: nothing could be read on this picture")
    raise typer.Exit(EXIT_UNREADABLE if reading.is_empty else EXIT_OK)
