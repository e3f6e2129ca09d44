"""What every kind of check has: strict parameters, the terms it looks for, and a verdict."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Category
from labelwarden.matching.term import Form


class Check(BaseModel, ABC):
    """Parameters of one kind of check. It gets the facts of a label and does not know which rule asked."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    category: ClassVar[Category]

    @property
    def found_as(self) -> Category:
        """What kind of fault its findings are."""
        return self.category

    def forms(self) -> Iterable[Form]:
        """The phrases of its own that it looks for."""
        return ()

    def wordings(self) -> Iterable[str]:
        """The prescribed wordings that it looks for."""
        return ()

    def groups(self) -> Iterable[str]:
        """The groups of the vocabulary that it names."""
        return ()

    def relation_ids(self) -> Iterable[str]:
        """The relations that it names."""
        return ()

    def triggers(self) -> frozenset[str] | None:
        """The groups without any of which on a label the check finds nothing there; None where it looks at each."""
        return None

    def can_find(self, facts: Facts) -> bool:  # noqa: ARG002 - some kinds look
        """Whether it may find something on a label, as far as one look tells."""
        return True

    @abstractmethod
    def run(self, facts: Facts) -> Observation:
        """The verdict on one label."""
