"""The files that a rule author writes, as models: packs of rules, vocabularies, relations and contexts.

Field descriptions become the hover texts of an editor and the reference in the documentation.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from labelwarden.checks import AnyCheck
from labelwarden.checks.phrase_field import GroupField
from labelwarden.findings.scales import Confidence, Severity, Status, Sureness
from labelwarden.matching.contexts import Effect, Part, Target
from labelwarden.matching.inflection import Inflect
from labelwarden.matching.relations import Side
from labelwarden.matching.term import Plane, words_of
from labelwarden.rules.message import PLACEHOLDERS
from labelwarden.rules.scope import Scope
from labelwarden.yamlfile.faults import HELP, did_you_mean

_STRICT = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, Mapping | str) else value


def _one_or_many_schema(schema: dict[str, Any]) -> None:
    items = schema.pop("items")
    schema.pop("type")
    schema["anyOf"] = [items, {"type": "array", "items": items}]


ScopesField = Annotated[tuple[Scope, ...], BeforeValidator(_one_or_many), Field(json_schema_extra=_one_or_many_schema)]
"""One scope, or a list of which one has to hold."""

GroupsField = Annotated[
    tuple[GroupField, ...], BeforeValidator(_one_or_many), Field(json_schema_extra=_one_or_many_schema)
]
"""One group of terms, or a list of them."""


class BasisModel(BaseModel):
    """A place in the law. `source`: verified = read in a source; secondary = second-hand; unconfirmed = not yet."""

    model_config = _STRICT

    cite: str = Field(min_length=3, description="The citation, such as 21 U.S.C. 355(a).")
    url: str | None = Field(None, pattern=r"^https://", description="Where it can be read, as https://...")
    source: Sureness = Field(description="How sure this reading of the law is.")
    as_of: date = Field(description="The day on which it was last looked at.")


class PrecedentModel(BaseModel):
    """A warning letter that cited the same."""

    model_config = _STRICT

    recipient: str = Field(min_length=2)
    date: date
    url: str | None = Field(None, pattern=r"^https://")


class ExamplesModel(BaseModel):
    """Texts or labels with a known answer; they run as tests. Plain text is the text of a whole label."""

    model_config = _STRICT

    violated: tuple[str | dict[str, Any], ...] = Field(min_length=1)
    met: tuple[str | dict[str, Any], ...] = Field(min_length=1)
    near_miss: tuple[str | dict[str, Any], ...] = Field(
        min_length=1, description="Must not be flagged, though it looks like it."
    )
    undetermined: tuple[str | dict[str, Any], ...] = ()
    not_visible: tuple[str | dict[str, Any], ...] = ()


class RuleModel(BaseModel):
    """One requirement, or one prohibition, with the law behind it."""

    model_config = _STRICT

    id: str = Field(
        pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*$",
        description="<pack>.<fault>, for ever: a renamed rule lists its old id under `replaces`.",
    )
    title: str = Field(min_length=5, description="What is wrong with a label that breaks the rule, in one line.")
    rationale: str = Field(min_length=20, description="Why it matters, for the person who has to change the label.")
    severity: Severity
    confidence: Confidence = Field(Confidence.HIGH, description="The most that a finding of this rule may be sure of.")
    status: Status = Status.STABLE
    surface: Literal["label", "listing", "both"] = Field(
        "both", description="Items of a label are duties of a label only; claims hold for listings too."
    )
    tags: tuple[str, ...] = ()
    when: ScopesField = Field((), description="The rule applies where this holds; to every label when left out.")
    unless: ScopesField = Field((), description="The rule does not apply where this holds.")
    check: AnyCheck
    message: str = Field(min_length=10, description="Sentence for the report; may name {quote}, {product}, {about} ...")
    remedy: str = Field(min_length=10, description="What to print, change or do instead.")
    basis: tuple[BasisModel, ...] = Field(min_length=1)
    precedents: tuple[PrecedentModel, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = Field(None, description="The last day on which the rule is in force.")
    review_by: date | None = Field(None, description="The day by which the law has to be looked at again.")
    replaces: tuple[str, ...] = Field((), description="Ids that this rule had before; they keep their meaning.")
    heir: str | None = Field(None, description="Of a deprecated rule: the id of the one that takes its place.")
    false_alarms: tuple[str, ...] = Field((), description="Known labels that the rule flags although they are lawful.")
    examples: ExamplesModel

    @field_validator("message")
    @classmethod
    def _known_placeholders(cls, message: str) -> str:
        try:
            fields = [field for field in string.Formatter().parse(message) if field[1] is not None]
        except ValueError as error:
            raise ValueError(f"a brace is not closed: {error}") from error
        names = {str(name) for _, name, _, _ in fields}
        if unknown := sorted(names - PLACEHOLDERS):
            known = ", ".join(sorted(PLACEHOLDERS))
            hint = did_you_mean(unknown[0], PLACEHOLDERS)
            raise ValueError(
                f"unknown placeholder {{{unknown[0]}}} found; known are {known}{HELP if hint else ''}{hint}"
            )
        # A width could ask for a message of any length.
        if formatted := [name for _, name, spec, conversion in fields if spec or conversion]:
            raise ValueError(f"write {{{formatted[0]}}} alone: a placeholder takes no format")
        return message

    @model_validator(mode="after")
    def _consistent(self) -> RuleModel:
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise ValueError(f"effective_to {self.effective_to} lies before effective_from {self.effective_from}")
        unconfirmed = any(basis.source is Sureness.UNCONFIRMED for basis in self.basis)
        if unconfirmed and self.status is Status.STABLE:
            raise ValueError("a rule with an unconfirmed basis has `status: experimental`")
        return self


class PackModel(BaseModel):
    """One topic of one jurisdiction: a file of rules."""

    model_config = _STRICT

    pack: str = Field(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$", description="The path of the file with dots.")
    title: str
    version: str = Field(pattern=r"^\d{4}\.\d{1,2}\.\d+$", description="Year, month, number: 2026.11.1")
    jurisdiction: str = Field(pattern=r"^[A-Z]{2}(?:-[A-Z]{2,3})?$", description="US, US-NY, EU, CA ...")
    authority: str = Field(description="Who enforces it.")
    rules: tuple[RuleModel, ...] = Field(min_length=1)


class FormModel(BaseModel):
    """A surface form that needs more than its words."""

    model_config = _STRICT

    form: str = Field(min_length=1)
    case: Literal["any", "upper"] = Field("any", description="`upper`: only where it is printed in capitals.")
    only_with: GroupsField = Field(
        (), description="Counts only on a label that has a term of this group, or of one of these groups."
    )
    inflect: Inflect | None = None
    also: tuple[str, ...] = Field((), description="Irregular forms.")
    framed: bool = Field(
        False, description="Counts only inside the `frames` of its vocabulary: treats MS, MS patients."
    )


class GroupModel(BaseModel):
    """Terms that rules name together."""

    model_config = _STRICT

    title: str = ""
    inflect: Inflect | None = None
    forms: tuple[str | FormModel, ...] = Field(min_length=1)

    @field_validator("forms")
    @classmethod
    def _has_words(cls, forms: tuple[str | FormModel, ...]) -> tuple[str | FormModel, ...]:
        for listed in forms:
            form = listed if isinstance(listed, str) else listed.form
            if not any(map(str.isalnum, form)) and not words_of(form):
                raise ValueError(f'the form "{form}" has no word')
        return forms


class VocabularyModel(BaseModel):
    """Terms that all packs share, in groups; the group `pain` of vocabulary `condition` is `condition.pain`."""

    model_config = _STRICT

    vocabulary: GroupField
    language: str = Field(pattern=r"^[a-z]{2}$")
    title: str
    plane: Plane = Field(description="Whether longer terms mask shorter ones, and among which.")
    inflect: Inflect = Inflect.NONE
    frames: tuple[str, ...] = Field((), description="Wordings around the forms that are `framed`; * is their place.")
    groups: dict[GroupField, GroupModel] = Field(min_length=1)

    @field_validator("frames")
    @classmethod
    def _have_a_place(cls, frames: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [frame for frame in frames if frame.split().count("*") != 1]:
            raise ValueError(f'the frame "{wrong[0]}" needs one *, a word by itself, where the form stands')
        return frames

    @model_validator(mode="after")
    def _has_frames(self) -> VocabularyModel:
        if self.frames:
            return self
        for group in self.groups.values():
            if framed := [form.form for form in group.forms if isinstance(form, FormModel) and form.framed]:
                raise ValueError(f'"{framed[0]}" is framed, and the vocabulary has no `frames`')
        return self


class RelationModel(BaseModel):
    """One way in which a text makes a claim; see `matching.relations`."""

    model_config = _STRICT

    id: GroupField
    title: str
    about: tuple[GroupField, ...] = Field(min_length=1)
    companion: tuple[GroupField, ...] = ()
    side: Side = Side.EITHER
    within: int = Field(0, ge=0, le=20)
    also: tuple[GroupField, ...] = ()
    confidence: Confidence


class RelationsModel(BaseModel):
    """A file of relations."""

    model_config = _STRICT

    relations: tuple[RelationModel, ...]


ReachField = Annotated[int, Field(ge=0)] | Literal["clause"]
"""So many tokens, or up to the end of the clause."""


class ContextModel(BaseModel):
    """One reason why a term is not held against the label; see `matching.contexts`."""

    model_config = _STRICT

    id: GroupField
    reason: str
    cue: tuple[GroupField, ...] = ()
    before: ReachField = 0
    after: ReachField = 0
    clauses: int = Field(0, ge=0, le=12, description="The scope goes on over so many clauses behind the cue's.")
    until: tuple[GroupField, ...] = ()
    unless: tuple[GroupField, ...] = ()
    needs: tuple[GroupField, ...] = ()
    part: Part = Part.FOCUS
    targets: frozenset[Target] = frozenset({Target.CLAIM})
    about: tuple[GroupField, ...] = ()
    relations: tuple[GroupField, ...] = ()
    panels: tuple[str, ...] = ()
    effect: Effect = Effect.SPARE
    yields_to_verbs: int = Field(0, ge=0, le=10)

    @model_validator(mode="after")
    def _has_a_place(self) -> ContextModel:
        if not (self.cue or self.panels):
            raise ValueError("expected `cue` (groups that begin the context) or `panels` (kinds that it covers)")
        return self


class ContextsModel(BaseModel):
    """A file of contexts."""

    model_config = _STRICT

    contexts: tuple[ContextModel, ...]
