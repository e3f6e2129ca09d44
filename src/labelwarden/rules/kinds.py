"""The kinds of rule files there are."""

from __future__ import annotations

from pydantic import BaseModel

from labelwarden.rules.counsel_model import CriteriaModel, LettersModel, RewordingsModel
from labelwarden.rules.model import ContextsModel, PackModel, RelationsModel, VocabularyModel

KINDS: dict[str, type[BaseModel]] = {
    "pack": PackModel,
    "vocabulary": VocabularyModel,
    "relations": RelationsModel,
    "contexts": ContextsModel,
    "letters": LettersModel,
    "rewordings": RewordingsModel,
    "criteria": CriteriaModel,
}
"""The model of each kind of file, by the key that only this kind has at its top."""
