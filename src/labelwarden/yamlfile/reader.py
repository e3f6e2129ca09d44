"""YAML as rule and label files use it: maps, lists and text. All else that YAML can do is refused with its place.

All scalars stay text, so that `no` is the word and not false, and `0.10` keeps its digits; the models give them their
types. Anchors, aliases and tags are refused while parsing, since a few bytes of aliases can stand for billions of
values; nesting and size are capped. These files come from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import yaml

from labelwarden.errors import Fault, FaultyFileError

MAX_BYTES = 8_000_000
MAX_DEPTH = 24

Value: TypeAlias = dict[str, Any] | list[Any] | str | None


class Place(NamedTuple):
    """Line and column, from 1, and how many characters of the line it is; 1 where it does not end there."""

    line: int
    column: int
    width: int = 1

    def fault(self, file: str, message: str, help: str = "") -> Fault:
        """A fault of what stands here."""
        return Fault(file, self.line, self.column, message, help, self.width)


_HINTS = (
    ("mapping values are not allowed", 'Text with ": " in it goes in quotes.'),
    ("expected ',' or '", "A bracket or brace above is not closed, or a comma is missing."),
    ("could not find expected ':'", "A key ends with a colon; longer text goes in quotes."),
    ("cannot start any token", "Put the text in quotes."),
    ("expected <block end>", "Entries of one list, and keys of one map, begin in the same column."),
    ("expected alphabetic or numeric character", "Put the text in quotes."),
    ("unexpected end of stream", "A quote above is not closed."),
)
"""What to do, by words of what the parser says."""

_NULLS = frozenset({"", "~", "null"})


def read_yaml(text: str, file: str, faults: list[Fault] | None = None) -> Value:
    """The document in `text`; an empty one is None.

    With `faults` those that leave the rest readable, such as a key that stands twice, are added there.

    Raises:
        FaultyFileError: what is not plain YAML, every place of it that can be told.
    """
    reader = _Reader(text, file)
    value = reader.document()
    if faults is not None:
        faults.extend(reader.faults)
    elif reader.faults:
        raise FaultyFileError(tuple(reader.faults))
    return value


def locate(text: str, path: Sequence[str | int], *, key: bool = False) -> Place:
    """Where the value at `path` begins, or its key; the nearest one above it where there is no such value.

    Raises:
        FaultyFileError: the text is not plain YAML.
    """
    places = _places(text)
    wanted = tuple(path)
    if key and ("key", *wanted) in places:
        return places["key", *wanted]
    while wanted and wanted not in places:
        wanted = wanted[:-1]
    return places.get(wanted, Place(1, 1))


@lru_cache(maxsize=1)  # a file with many faults is read once for all their places
def _places(text: str) -> dict[tuple[str | int, ...], Place]:
    reader = _Reader(text, "", places=True)
    reader.document()
    return reader.places


class _Reader:
    def __init__(self, text: str, file: str, *, places: bool = False) -> None:
        self._file = file
        self.faults: list[Fault] = []
        self.places: dict[tuple[str | int, ...], Place] = {}
        self._keep_places = places
        if len(text) > MAX_BYTES:
            message = f"the file has {len(text):,} characters; at most {MAX_BYTES:,} are read"
            raise FaultyFileError((Fault(file, 1, 1, message, "Split it into several files."),))
        tab = text.find("\t")
        self._hint = "Indent with spaces." if tab >= 0 else ""
        self._events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def document(self) -> Value:
        try:
            value: Value = None
            for event in self._events:
                if isinstance(event, yaml.DocumentStartEvent) and value is not None:
                    self._refuse(event, "a second document begins here", "Keep one document a file.")
                if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.ScalarEvent)):
                    value = self._value(event, (), 0)
                elif isinstance(event, yaml.AliasEvent):
                    self._alias(event)
            return value
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = str(error.problem or error.context)
            hint = self._hint or next((hint for words, hint in _HINTS if words in problem), "")
            self.faults.append(Fault(self._file, line, column, f"not YAML: {problem}", hint))
            raise FaultyFileError(tuple(self.faults)) from error
        except UnicodeEncodeError as error:
            # Half of a character, as JSON may spell it; the C loader wants UTF-8.
            before = error.object[: error.start]
            line, column = before.count("\n") + 1, error.start - before.rfind("\n")
            self.faults.append(Fault(self._file, line, column, "half of a character (a lone surrogate)", "Remove it."))
            raise FaultyFileError(tuple(self.faults)) from error
        except yaml.YAMLError as error:
            reason = getattr(error, "reason", error)
            self.faults.append(Fault(self._file, 1, 1, f"not YAML: {reason}", self._hint))
            raise FaultyFileError(tuple(self.faults)) from error

    def _value(self, event: Any, path: tuple[str | int, ...], depth: int) -> Value:
        if self._keep_places:
            self.places[path] = _place_of(event, event)
        self._refuse_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            # A plain scalar has no style: None, or "" from the C loader.
            return None if not event.style and event.value in _NULLS else str(event.value)
        if depth >= MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH} levels", "Rule and label files need no more than 8.")
            raise FaultyFileError(tuple(self.faults))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event, path, depth)
        return self._map(event, path, depth)

    def _list(self, begin: Any, path: tuple[str | int, ...], depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                self._ends(begin, event, path)
                break
            if isinstance(event, yaml.AliasEvent):
                self._alias(event)
                continue
            items.append(self._value(event, (*path, len(items)), depth + 1))
        return items

    def _map(self, begin: Any, path: tuple[str | int, ...], depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                self._ends(begin, event, path)
                break
            if not isinstance(event, yaml.ScalarEvent) or event.start_mark is None:
                self._refuse(event, "a key must be text", 'Put it in quotes, or begin the line with "- ".')
                raise FaultyFileError(tuple(self.faults))
            self._refuse_marks(event)
            key = str(event.value)
            if key in items:
                self._refuse(event, f'key "{key}" stands here a second time', "Keep one of the two.")
            if self._keep_places:
                self.places["key", *path, key] = _place_of(event, event)
            following = next(self._events)
            if isinstance(following, yaml.AliasEvent):
                self._alias(following)
                items[key] = None
                continue
            items[key] = self._value(following, (*path, key), depth + 1)
        return items

    def _ends(self, begin: Any, end: Any, path: tuple[str | int, ...]) -> None:
        """What stands in brackets ends where they do."""
        if self._keep_places and begin.flow_style:
            self.places[path] = _place_of(begin, end)

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"anchor &{event.anchor}: anchors and aliases are not read", "Write the value out.")
        if event.tag not in (None, "!"):
            self._refuse(event, f"tag {event.tag}: tags are not read", "Write the plain value.")

    def _alias(self, event: Any) -> None:
        self._refuse(event, f"alias *{event.anchor}: anchors and aliases are not read", "Write the value out.")
        # One alias is enough to refuse the file; the rest of a bomb is not walked.
        raise FaultyFileError(tuple(self.faults))

    def _refuse(self, event: Any, message: str, help: str) -> None:
        place = _place_of(event, event) if event.start_mark else Place(1, 1)
        self.faults.append(place.fault(self._file, message, help))


def _place_of(begin: Any, end: Any) -> Place:
    """From where one event begins to where another ends, as far as that is one line."""
    first, last = begin.start_mark, end.end_mark
    width = last.column - first.column if last and last.line == first.line else 1
    return Place(first.line + 1, first.column + 1, max(1, width))
