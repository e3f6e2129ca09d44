"""One rule file read: what it holds by the model of its kind, or every fault of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pydantic import ValidationError

from labelwarden.errors import Fault, FaultyFileError
from labelwarden.matching.term import Form
from labelwarden.rules.files import Source
from labelwarden.rules.kinds import KINDS
from labelwarden.rules.model import PackModel, VocabularyModel
from labelwarden.rules.names import RuleFile
from labelwarden.rules.vocabulary import expand
from labelwarden.yamlfile.faults import fault_at, faults_of
from labelwarden.yamlfile.reader import read_yaml


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that follows its model, with the forms that it lists where it is a vocabulary."""

    file: RuleFile
    forms: tuple[Form, ...]


@dataclass(slots=True)
class Reader:
    """Reads rule files. What was read the last time is kept: of files that are tried, all but one are the same."""

    _kept: dict[Source, ReadFile] = field(default_factory=dict)

    def read(self, sources: Iterable[Source], faults: list[Fault]) -> list[ReadFile]:
        """The files that can be read, in their order; faults are added to `faults`."""
        kept, self._kept = self._kept, {}
        files = []
        for source in sources:
            before = len(faults)
            read = kept.get(source) or _read(source, faults)
            if read is not None:
                files.append(read)
                if len(faults) == before:
                    self._kept[source] = read
        return files


def _read(source: Source, faults: list[Fault]) -> ReadFile | None:
    before = len(faults)
    file = _file(source, faults)
    if file is None or len(faults) > before:
        return None
    model = file.model
    if isinstance(model, PackModel):
        _check_place(file, model, source, faults)
    return ReadFile(file, tuple(expand(model)) if isinstance(model, VocabularyModel) else ())


def _file(source: Source, faults: list[Fault]) -> RuleFile | None:
    shown = str(source.path)
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault(shown, 0, 0, f"not UTF-8 text (byte {error.start})", "Save the file as UTF-8."))
        return None
    try:
        data = read_yaml(text, shown, faults)
    except FaultyFileError as error:
        faults.extend(error.faults)
        return None
    kind = next((key for key in KINDS if isinstance(data, dict) and key in data), None)
    if kind is None:
        expected = ", ".join(f"`{key}:`" for key in KINDS)
        found = ", found an empty file" if data is None else ""
        message = f"expected one of {expected} at the top of the file{found}"
        faults.append(Fault(shown, 1, 1, message, "Begin one with `labelwarden rules new`."))
        return None
    model = KINDS[kind]
    try:
        checked = model.model_validate(data)
    except ValidationError as error:
        faults.extend(faults_of(error, model, data, text, shown))
        return None
    return RuleFile(source.path, shown, text, data, checked)


def _check_place(file: RuleFile, pack: PackModel, source: Source, faults: list[Fault]) -> None:
    """A pack is named as its file lies: rules/us-ny/kratom.yaml holds us-ny.kratom."""
    if source.path != source.folder:
        expected = ".".join(source.path.relative_to(source.folder).with_suffix("").parts)
        if pack.pack != expected:
            message = f'pack "{pack.pack}" lies in a file for "{expected}"'
            faults.append(fault_at(file.text, file.shown, ("pack",), message, f"Write `pack: {expected}`."))
    for number, rule in enumerate(pack.rules):
        if rule.id.rpartition(".")[0] != pack.pack:
            message = f'rule id "{rule.id}" does not begin with the pack\'s name'
            help = f"Write `id: {pack.pack}.{rule.id.rpartition('.')[2]}`."
            faults.append(fault_at(file.text, file.shown, ("rules", number, "id"), message, help))
