"""The kinds of check, one module each, and the one list of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from labelwarden.checks.age_restriction import AgeRestriction
from labelwarden.checks.amount_limit import AmountLimit
from labelwarden.checks.claimed_content import ClaimedContent
from labelwarden.checks.daily_value import DailyValue
from labelwarden.checks.forbidden_claim import ForbiddenClaim
from labelwarden.checks.forbidden_phrase import ForbiddenPhrase
from labelwarden.checks.forbidden_substance import ForbiddenSubstance
from labelwarden.checks.linked_statement import LinkedStatement
from labelwarden.checks.net_impression import NetImpression
from labelwarden.checks.presentation import Presentation
from labelwarden.checks.required_field import RequiredField
from labelwarden.checks.required_statement import RequiredStatement

AnyCheck = Annotated[
    ForbiddenClaim
    | NetImpression
    | ForbiddenPhrase
    | ForbiddenSubstance
    | RequiredStatement
    | RequiredField
    | AgeRestriction
    | AmountLimit
    | Presentation
    | DailyValue
    | LinkedStatement
    | ClaimedContent,
    Field(discriminator="kind"),
]
"""Any kind of check, told apart by `kind`."""
