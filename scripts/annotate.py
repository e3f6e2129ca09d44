"""Draws the findings of a JSON report on the pictures they were read from.

    python scripts/annotate.py REPORT.json FOLDER

Each picture gets a numbered box for every quote that has a place on it, and below it a legend that names severity and
rule of each number. What is missing from a label has no place, and stands in the legend of its first picture alone.
`labelwarden check --format png` does the same without a report in between.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from labelwarden.errors import OcrError
from labelwarden.reports.pages import open_page, picture_pages
from labelwarden.reports.picture import annotated
from labelwarden.reports.picture_names import picture_names


def main(arguments: list[str]) -> int:
    """Write one annotated picture for each picture of the report and say where it is."""
    if len(arguments) != 2:
        print("usage: annotate.py REPORT.json FOLDER", file=sys.stderr)
        return 2
    report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    folder = Path(arguments[1])
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for label in report["labels"]:
        pages = picture_pages(label)
        for page, name in zip(pages, picture_names(label["source"], pages, taken), strict=True):
            try:
                # The report may name a picture as the label does, beside which it lies.
                picture = open_page(page, (Path(label["source"]), Path(label["source"]).parent))
            except OcrError as error:
                print(error, file=sys.stderr)
                return error.exit_code
            annotated(picture, page.marks).save(folder / name)
            print(f"wrote {folder / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
