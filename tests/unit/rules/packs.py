"""Rule files written for one test each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from labelwarden.rules.load import load_rulebook
from labelwarden.rules.rulebook import Rulebook

TERMS = """
vocabulary: condition
language: en
title: Conditions
plane: content
inflect: noun
groups:
  pain: {forms: [pain, back ache]}
  cancer: {forms: [cancer]}
"""
SUBSTANCES = """
vocabulary: substance
language: en
title: Substances
plane: content
groups:
  7oh: {forms: [7-OH]}
"""
ACTIONS = """
vocabulary: action
language: en
title: Actions
plane: content
inflect: verb
groups:
  strong: {forms: [treat, {form: fight, also: [fought]}]}
"""
RELATIONS = """
relations:
  - {id: acted-on, title: says that it treats it, about: [condition], companion: [action], within: 6, confidence: high}
"""


def rule(id: str = "us.x.claim", **changes: Any) -> dict[str, Any]:
    """A rule that can be used, as a map; keys given as None are left out."""
    fields: dict[str, Any] = {
        "id": id,
        "title": "Claims to treat a disease",
        "rationale": "Such a claim makes the product a drug that nobody approved.",
        "severity": "critical",
        "check": {"kind": "forbidden-claim", "about": ["condition"]},
        "message": '"{quote}" presents {product} as a treatment for {about}',
        "remedy": "Leave the claim out.",
        "basis": [{"cite": "21 U.S.C. 355(a)", "source": "verified", "as_of": "2026-11-25"}],
        "examples": {"violated": ["treats pain"], "met": ["oats"], "near_miss": ["pain au chocolat"]},
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def pack(*rules: dict[str, Any], name: str = "us.x", **changes: Any) -> str:
    """A pack as a file holds it."""
    fields: dict[str, Any] = {
        "pack": name,
        "title": "A pack",
        "version": "2026.11.1",
        "jurisdiction": name.partition(".")[0].upper(),
        "authority": "FDA",
        "rules": list(rules) or [rule(f"{name}.claim")],
    }
    # By way of JSON, since a map that is used twice would be written as an alias.
    return yaml.safe_dump(json.loads(json.dumps(fields | changes)), sort_keys=False)


def load(folder: Path, files: dict[str, str] | None = None, *, terms: bool = True) -> Rulebook:
    """The rulebook of files written below `folder`."""
    written = {"us/x.yaml": pack()} if files is None else files
    if terms:
        written = {
            "terms/condition.yaml": TERMS,
            "terms/substance.yaml": SUBSTANCES,
            "terms/action.yaml": ACTIONS,
            "relations.yaml": RELATIONS,
        } | written
    for name, text in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_rulebook([folder], builtin=False)
