"""A file of waivers: who lets which finding on which label pass, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from labelwarden.errors import Fault, FaultyFileError, UsageError, in_words
from labelwarden.yamlfile.faults import faults_of
from labelwarden.yamlfile.reader import locate, read_yaml

_STRICT = ConfigDict(frozen=True, extra="forbid")


class WaiverModel(BaseModel):
    """One finding, or all of one rule with the same words, on one label."""

    model_config = _STRICT

    rule: str = Field(min_length=3, description="The id of the rule.")
    label: str = Field(
        min_length=1, description="The label: its product name, its file, its id in a catalogue, or * for all."
    )
    quote: str | None = Field(None, min_length=1, description="The words of the label that the finding quotes.")
    fingerprint: str | None = Field(None, min_length=8, description="Or the fingerprint of the finding.")
    missing: bool = Field(False, description="Or that it is about something that the label lacks.")
    version: str | None = Field(None, description="The version of the pack that it was granted for; others reopen it.")
    reason: str = Field(min_length=10, description="Why this is accepted.")
    who: str = Field(min_length=2, description="Who answers for it.")
    until: date = Field(description="The last day on which it holds.")

    @model_validator(mode="after")
    def _names_one_finding(self) -> WaiverModel:
        if sum((self.quote is not None, self.fingerprint is not None, self.missing)) != 1:
            raise ValueError("expected one of `quote`, `fingerprint` and `missing: true`, to say which finding it is")
        return self


class WaiversModel(BaseModel):
    """The whole file."""

    model_config = _STRICT

    waivers: tuple[WaiverModel, ...]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver, and the place in its file for whoever has to look at it again."""

    granted: WaiverModel
    file: str
    line: int
    column: int

    def fault(self, message: str, help: str = "") -> Fault:
        """Something to say about it."""
        return Fault(self.file, self.line, self.column, message, help)


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file.

    Raises:
        UsageError: the file cannot be read.
        FaultyFileError: with every fault of it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--waivers: cannot read {path}: {in_words(error)}") from error
    data = read_yaml(text, str(path))
    try:
        model = WaiversModel.model_validate({"waivers": []} if data is None else data)
    except ValidationError as error:
        raise FaultyFileError(faults_of(error, WaiversModel, data, text, str(path))) from error
    places = (locate(text, ("waivers", number)) for number in range(len(model.waivers)))
    return tuple(
        Waiver(granted, str(path), place.line, place.column)
        for granted, place in zip(model.waivers, places, strict=True)
    )
