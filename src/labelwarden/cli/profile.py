"""The settings of a folder: labelwarden.yaml and labelwarden.lock, searched from the working folder upward."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from labelwarden.errors import FaultyFileError, UsageError, in_words
from labelwarden.findings.scales import Severity
from labelwarden.yamlfile.faults import faults_of
from labelwarden.yamlfile.reader import read_yaml

NAME = "labelwarden.yaml"


class ProfileModel(BaseModel):
    """How a shop differs from the law and from the defaults. Options of the command line come on top."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: tuple[str, ...] = Field((), description="Files and folders of packs and vocabularies, seen from this file.")
    builtin: bool = Field(True, description="Whether the rules that come along are used, too.")
    jurisdictions: tuple[str, ...] = Field((), description="Places to check for, where the command names none.")
    off: tuple[str, ...] = Field((), description="Rules not used: ids, heads of ids, categories or tags.")
    severity: dict[str, Severity] = Field(default_factory=dict, description="Other severities, by id or head of ids.")
    waivers: str | None = Field(None, description="A file of waivers, seen from this file.")
    baseline: str | None = Field(None, description="An earlier report, seen from this file.")


@dataclass(frozen=True, slots=True)
class Profile:
    """The settings that hold in a folder; `file` is None where there are none."""

    settings: ProfileModel
    file: Path | None = None

    def path(self, name: str | None) -> Path | None:
        """A path of the settings, seen from the working folder."""
        if name is None or self.file is None:
            return None
        return self.file.parent / name

    @property
    def rules(self) -> list[Path]:
        return [path for name in self.settings.rules if (path := self.path(name)) is not None]


def find_profile(folder: Path | None = None) -> Profile:
    """The settings for the working folder.

    Raises:
        FaultyFileError: the file is faulty.
        UsageError: the file cannot be read.
    """
    file = find_upward(NAME, folder)
    if file is None:
        return Profile(ProfileModel())
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {file}: {in_words(error)}") from error
    data = read_yaml(text, str(file))
    try:
        return Profile(ProfileModel.model_validate({} if data is None else data), file)
    except ValidationError as error:
        raise FaultyFileError(faults_of(error, ProfileModel, data, text, str(file))) from error


def find_upward(name: str, folder: Path | None = None) -> Path | None:
    """The file of that name in the folder, or in the nearest one above it that has one."""
    start = (folder or Path.cwd()).resolve()
    found = next((above / name for above in (start, *start.parents) if (above / name).is_file()), None)
    # As the user would write it, where it lies in the working folder.
    return Path(name) if found is not None and found.parent == Path.cwd().resolve() else found
