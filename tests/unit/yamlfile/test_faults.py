"""From what a model refuses to a place in the file and what to do."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from labelwarden.errors import Fault
from labelwarden.yamlfile.faults import did_you_mean, fault_at, faults_of
from labelwarden.yamlfile.reader import read_yaml

_STRICT = ConfigDict(extra="forbid")


class Apple(BaseModel):
    model_config = _STRICT

    kind: Literal["apple"]
    colour: Literal["red", "green"] = "red"


class Pear(BaseModel):
    model_config = _STRICT

    kind: Literal["pear"]
    weight: int


class Basket(BaseModel):
    model_config = _STRICT

    name: str
    owner: str
    fruit: tuple[Annotated[Apple | Pear, Field(discriminator="kind")], ...] = ()

    @field_validator("name")
    @classmethod
    def _short(cls, name: str) -> str:
        if len(name) > 5:
            raise ValueError(f"expected at most 5 letters, found {len(name)}")
        return name


def faults(text: str) -> list[Fault]:
    data: Any = read_yaml(text, "basket.yaml")
    with pytest.raises(ValidationError) as caught:
        Basket.model_validate(data)
    return list(faults_of(caught.value, Basket, data, text, "basket.yaml"))


def test_every_fault_has_its_place_and_what_to_do() -> None:
    text = (
        "name: a long name\n"
        "ownr: me\n"
        "fruit:\n"
        "  - kind: apple\n"
        "    colour: gren\n"
        "  - kind: pear\n"
        "    weigth: 3\n"
        "    weight: heavy\n"
        "  - kind: appel\n"
        "  - colour: red\n"
    )
    expected = [
        (1, 1, "`owner` is missing", "Add `owner:`."),
        (1, 7, "`name`: expected at most 5 letters, found 11", ""),
        (2, 1, 'unknown key "ownr"', "Did you mean owner?"),
        (5, 13, "`colour`: expected 'red' or 'green', found 'gren'", "Did you mean green?"),
        (7, 5, 'unknown key "weigth"', "Did you mean weight?"),
        (8, 13, "`weight`: ", ""),
        (9, None, "unknown kind of check 'appel'; the kinds are apple, pear", "Did you mean apple?"),
        (10, 5, "`kind` is missing", "Add `kind: "),
    ]
    for fault, (line, column, message, help) in zip(sorted(faults(text)), expected, strict=True):
        assert (fault.file, fault.line) == ("basket.yaml", line)
        assert column in (None, fault.column)
        assert fault.message.startswith(message)
        assert fault.help.startswith(help)


def test_entries_that_are_faulty_themselves_are_not_missing_as_well() -> None:
    class Rules(BaseModel):
        rules: tuple[Apple, ...] = Field(min_length=1)

    def found(text: str) -> list[str]:
        data: Any = read_yaml(text, "f")
        with pytest.raises(ValidationError) as caught:
            Rules.model_validate(data)
        return [fault.message for fault in faults_of(caught.value, Rules, data, text, "f")]

    assert found("rules: [{}]") == ["`kind` is missing"]
    assert ["at least 1" in message for message in found("rules: []")] == [True]
    assert found("rules: none") == ["`rules`: expected a list, found 'none'"]


def test_a_key_that_belongs_elsewhere_is_not_suggested_for_itself() -> None:
    (fault,) = faults("name: a\nowner: b\nweight: 3\n")
    assert fault.help.startswith("Nothing is called so here")


def test_the_same_fault_is_told_once() -> None:
    found = faults("name: a\nowner: [x]\n")
    assert [(fault.line, fault.column) for fault in found] == [(2, 8)]


@pytest.mark.parametrize(("word", "hint"), [("sevrity", "Did you mean severity?"), ("zzz", "")])
def test_suggestions_are_near_or_not_made(word: str, hint: str) -> None:
    assert did_you_mean(word, ["severity", "status"]) == hint


def test_a_fault_at_a_path_stands_at_the_nearest_value() -> None:
    fault = fault_at("a:\n  b: c\n", "f", ("a", "b", "gone"), "wrong", "Mend it.")
    assert str(fault) == "f:2:6  wrong\n    Mend it."


def test_a_file_of_many_faults_is_read_once_for_all_of_them() -> None:
    lines = "".join(f"  - {{kind: apple, bad{n}: x}}\n" for n in range(3_000))
    found = faults(f"name: a\nowner: b\nfruit:\n{lines}")
    assert [fault.line for fault in found] == list(range(4, 3_004))


class Crate(BaseModel):
    model_config = _STRICT

    fruit: tuple[Apple, ...] = Field(min_length=1)


def test_a_list_whose_only_item_is_faulty_is_not_called_empty() -> None:
    text = "fruit:\n  - {kind: apple, colour: blue}\n"
    data = read_yaml(text, "crate.yaml")
    with pytest.raises(ValidationError) as caught:
        Crate.model_validate(data)

    (fault,) = faults_of(caught.value, Crate, data, text, "crate.yaml")
    assert (fault.line, fault.column) == (2, 27)


def test_an_empty_list_is_called_empty() -> None:
    data = read_yaml("fruit: []\n", "crate.yaml")
    with pytest.raises(ValidationError) as caught:
        Crate.model_validate(data)

    (fault,) = faults_of(caught.value, Crate, data, "fruit: []\n", "crate.yaml")
    assert fault.message == "`fruit`: expected at least 1 entry, found none"
