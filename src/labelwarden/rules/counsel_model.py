"""The files behind what a finding says beside its rule: letters that cited the same, rewordings, criteria."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from labelwarden.checks.phrase_field import GroupField
from labelwarden.rules.scope import ProductType

_STRICT = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class LetterModel(BaseModel):
    """One warning letter, as facts; no sentence of it."""

    model_config = _STRICT

    to: str = Field(min_length=2, description="Who received it.")
    date: date
    type: ProductType | Literal["kratom", "cannabis"] = Field(description="What kind of product it was about.")
    about: tuple[str, ...] = Field(
        min_length=1, description="The conditions claimed, by their names under `conditions`."
    )
    cites: tuple[str, ...] = Field((), description="The sections of the act that it cited.")
    url: str | None = Field(None, min_length=2, description="The last part of its address, behind `base`.")


class LettersModel(BaseModel):
    """A table of warning letters, from which each finding takes the latest that cited the same."""

    model_config = _STRICT

    letters: tuple[LetterModel, ...] = Field(min_length=1)
    jurisdiction: str = Field(pattern=r"^[A-Z]{2}(?:-[A-Z]{2,3})?$", description="Whose law they apply.")
    as_of: date = Field(description="The day on which the table was made.")
    base: str = Field(pattern=r"^https://.*/$", description="What all addresses begin with.")
    conditions: dict[str, tuple[GroupField, ...]] = Field(
        description="The groups of terms behind each name of a condition."
    )

    @model_validator(mode="after")
    def _names_are_known(self) -> LettersModel:
        used = {name for letter in self.letters for name in letter.about}
        if unknown := sorted(used - self.conditions.keys()):
            raise ValueError(f'a letter is about "{unknown[0]}", which is not under `conditions`')
        return self


class RewordingModel(BaseModel):
    """What may be said instead of a claim about these groups."""

    model_config = _STRICT

    about: tuple[GroupField, ...] = Field(min_length=1)
    instead: dict[ProductType, str] = Field({}, description="An example of lawful words for each class of product.")
    advice: str | None = Field(None, description="What to do where no words fit, as a sentence.")
    never: str | None = Field(None, description="Why nothing is lawful, as a sentence.")

    @model_validator(mode="after")
    def _says_something(self) -> RewordingModel:
        if bool(self.never) == bool(self.instead or self.advice):
            raise ValueError("expected `never`, or else `instead` or `advice`")
        return self


class BelongingModel(BaseModel):
    """Terms that stand for a group of conditions: cholesterol for its disorders, an antiviral for viral disease."""

    model_config = _STRICT

    to: GroupField
    about: tuple[GroupField, ...] = Field(min_length=1)
    starts: tuple[str, ...] = Field((), description="How a word of the term begins; any word, when left out.")


class RewordingsModel(BaseModel):
    """Lawful wordings. `types` and `substances` say where none is lawful, whatever the claim is about."""

    model_config = _STRICT

    rewordings: tuple[RewordingModel, ...] = Field(min_length=1)
    types: dict[ProductType, str] = {}
    substances: dict[GroupField, str] = {}
    belongs: tuple[BelongingModel, ...] = ()


class CriterionModel(BaseModel):
    """One criterion of 21 CFR 101.93(g)(2), as what a claim is about and how it is made."""

    model_config = _STRICT

    id: Literal["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    title: str
    about: tuple[GroupField, ...] = Field(min_length=1)
    relations: tuple[str, ...] = Field((), description="The relations by which it is claimed; all, when left out.")
    panels: tuple[str, ...] = Field((), description="The kinds of panel; all, when left out.")


class CriteriaModel(BaseModel):
    """The criteria by which a statement is a claim about a disease."""

    model_config = _STRICT

    criteria: tuple[CriterionModel, ...] = Field(min_length=1)
