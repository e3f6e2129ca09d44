"""What the JSON API takes and gives, as models that its OpenAPI document is made from."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from labelwarden.web.store.decisions import MAX_REASON, Decision
from labelwarden.web.store.items import Row

LARGEST = 2**63 - 1
"""The largest number that the store can hold."""


class Submitted(BaseModel):
    """The labels that what was handed in became."""

    labels: list[int]


class Status(BaseModel):
    """Where a label stands. `open` counts the findings without a decision that holds; `part_of` is its catalogue."""

    id: int
    name: str
    state: Literal["waiting", "reading", "read", "failed"]
    error: str | None
    verdict: Literal["fail", "review", "pass", "error"] | None
    product: str | None
    findings: int
    open: int
    added_at: str
    added_by: str
    part_of: int | None

    @classmethod
    def of(cls, row: Row) -> Status:
        return cls.model_validate(
            {
                "id": row.id,
                "name": row.name,
                "state": row.state.value,
                "error": row.error,
                "verdict": row.verdict or None,
                "product": row.product or None,
                "findings": row.findings,
                "open": row.open,
                "added_at": row.added_at,
                "added_by": row.added_by,
                "part_of": row.part_of,
            }
        )


class Page(BaseModel):
    """Some of the queue, the most urgent first."""

    total: int
    labels: list[Status]


_NEEDS_WORDS: JsonDict = {
    "anyOf": [
        {"properties": {"kind": {"enum": ["accept", "legal", "undo"]}}},
        {"properties": {"reason": {"pattern": r"\S"}}, "required": ["reason"]},
    ]
}


class ToDecide(BaseModel):
    """A decision to be recorded. `seen` is the id of the newest decision on the finding that you know of."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_NEEDS_WORDS)

    fingerprint: str = Field(min_length=1, max_length=100, description="Of the finding, as in the result.")
    kind: Literal["accept", "dismiss", "legal", "undo", "comment"]
    reason: str = Field("", max_length=MAX_REASON, description="Needed for `dismiss` and `comment`.")
    seen: int = Field(0, ge=0, le=LARGEST, description="0 where there is none. Another one since then gives 409.")
    on_behalf_of: str = Field("", max_length=80, description="Who decided, where a program records it for a person.")


class Recorded(BaseModel):
    """A decision on record."""

    id: int
    label: int
    fingerprint: str | None
    kind: str
    rule: str | None
    rule_version: str | None
    words: str
    reason: str
    who: str
    at: str

    @classmethod
    def of(cls, record: Decision) -> Recorded:
        return cls(
            id=record.id,
            label=record.item,
            fingerprint=record.fingerprint,
            kind=record.kind.value,
            rule=record.rule,
            rule_version=record.rule_version,
            words=record.words,
            reason=record.reason,
            who=record.who,
            at=record.at,
        )


class Trail(BaseModel):
    """All records on a label, oldest first."""

    decisions: list[Recorded]


class Refused(BaseModel):
    """Why not, in one sentence."""

    error: str


MODELS: tuple[type[BaseModel], ...] = (Submitted, Status, Page, ToDecide, Recorded, Trail, Refused)


def schemas() -> dict[str, Any]:
    """The models as JSON Schema, by name."""
    found: dict[str, Any] = {}
    for model in MODELS:
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        found[model.__name__] = schema
    return found
