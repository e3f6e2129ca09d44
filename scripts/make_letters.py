"""Writes rules/us/letters.yaml: warning letters as facts, from which findings take their precedents.

    python scripts/make_letters.py letters.jsonl

`letters.jsonl` has one letter a line: recipient, date, url, violations (the sections cited), product_types and
conditions (names with counts). No sentence of a letter is taken. Letters that name no condition, and no section that
stands for one, are left out: nothing could be found by them. A condition that CONDITIONS does not know is an error, so
that a new name is not lost.
"""

from __future__ import annotations

import json
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

BASE = "https://www.fda.gov/inspections-compliance-enforcement-and-criminal-investigations/warning-letters/"
TARGET = Path(__file__).resolve().parent.parent / "rules" / "us" / "letters.yaml"

CONDITIONS = {
    "addiction/opioid": (
        "addiction",
        ["condition.addiction", "condition.hangover", "drug-name.opioid", "drug-name.illicit"],
    ),
    "alzheimer/dementia": ("dementia", ["condition.dementia", "condition.neurological", "condition.seizure"]),
    "anemia/blood": ("blood", ["condition.anemia"]),
    "anti-aging": ("aging", ["mechanism.cosmetic", "mechanism.fat"]),
    "arthritis": ("arthritis", ["condition.arthritis"]),
    "bacterial/fungal infection": (
        "infection",
        [
            "condition.infection",
            "condition.fungal",
            "condition.parasitic",
            "organism.ambiguous",
            "drug-name.antibiotic",
        ],
    ),
    "bone/muscle": ("bone", ["condition.bone"]),
    "cancer": ("cancer", ["condition.cancer"]),
    "cardiovascular": ("heart", ["condition.cardiovascular", "drug-name.cardiovascular"]),
    "cholesterol": ("cholesterol", ["condition.cholesterol"]),
    "cold/cough/respiratory": ("respiratory", ["condition.respiratory", "condition.allergy"]),
    "covid-19": ("covid", ["condition.covid", "generic.epidemic"]),
    "depression/anxiety": (
        "mind",
        [
            "condition.anxiety",
            "condition.depression",
            "condition.mental",
            "condition.adhd",
            "condition.autism",
            "drug-name.psychiatric",
            "drug-name.benzodiazepine",
            "drug-name.stimulant",
        ],
    ),
    "diabetes": ("diabetes", ["condition.diabetes", "drug-name.glp1"]),
    "digestive": ("digestive", ["condition.gut"]),
    "eye": ("eye", ["condition.eye"]),
    "hypertension": ("pressure", ["condition.hypertension"]),
    "immune": ("immune", ["condition.autoimmune", "condition.immune-deficiency", "mechanism.immune"]),
    "inflammation": ("inflammation", ["condition.inflammation"]),
    "insomnia": ("sleep", ["condition.sleep"]),
    "liver/kidney/urinary": (
        "organs",
        ["condition.liver", "condition.kidney", "condition.urinary", "condition.prostate"],
    ),
    "oral": ("dental", ["condition.dental"]),
    "pain": ("pain", ["condition.pain", "condition.headache", "drug-name.pain"]),
    "sexual/hormonal": (
        "sexual",
        [
            "condition.sexual",
            "condition.infertility",
            "condition.womens",
            "condition.contraception",
            "condition.thyroid",
            "drug-name.sexual",
        ],
    ),
    "skin disease": ("skin", ["condition.skin", "condition.acne", "condition.wound"]),
    "viral infection": ("viral", ["condition.viral"]),
    "weight": ("weight", ["condition.obesity", "drug-name.glp1"]),
}
"""The short name of each condition in the file, and the groups of terms that it stands for."""

SECTIONS = {"911": ("modified-risk", ["tobacco.agent", "tobacco.harm", "tobacco.health", "tobacco.risk"])}
"""Sections of the act that tell what was claimed where no condition is named: 911 is about tobacco of modified risk."""

UNTOLD = frozenset({"other"})
"""Conditions that say nothing by which a letter could be found."""

TYPES = {"cbd": "cannabis", "kratom_7oh": "kratom", "otc": "otc_drug"}
"""Kinds of product that are called otherwise in rules."""

HEADER = """\
# Warning letters of FDA about claims, as facts: who received them and when, the kind of product, the conditions that
# were claimed, the sections cited, the address. A finding names the latest that cited the same conditions on the same
# kind of product.
# Made by scripts/make_letters.py on {day} from {count} letters of {first} to {last} on www.fda.gov; do not edit.
letters:
{letters}

jurisdiction: US
as_of: {day}
base: {base}
conditions:
{conditions}
"""


def letter_of(row: dict[str, Any]) -> dict[str, Any] | None:
    """The facts of one letter; None where nothing tells what was claimed."""
    names = [CONDITIONS[name][0] for name in row["conditions"] if name not in UNTOLD]
    cited = {section.partition("(")[0] for section in row["violations"]}
    names += [name for section, (name, _) in SECTIONS.items() if section in cited]
    if not names:
        return None
    (kind,) = row["product_types"]
    url = row["url"]
    if url is not None and not url.startswith(BASE):
        raise SystemExit(f"{row['recipient']}: expected an address below {BASE}, found {url}")
    return {
        "to": " ".join(row["recipient"].split()),
        "date": row["date"],
        "type": TYPES.get(kind, kind),
        "about": names,
        "cites": row["violations"],
        "url": url and url.removeprefix(BASE),
    }


def as_yaml(letter: dict[str, Any]) -> str:
    """One letter as an entry of the file, in lines of 120."""
    lists = {name: f"[{', '.join(letter[name])}]" for name in ("about", "cites") if letter[name]}
    texts = {
        "to": json.dumps(letter["to"], ensure_ascii=False),
        "date": letter["date"],
        "type": letter["type"],
        **lists,
    }
    if letter["url"]:
        texts["url"] = letter["url"]
    entry = "{" + ", ".join(f"{name}: {text}" for name, text in texts.items()) + "}"
    return _wrapped(f"  - {entry}")


def _wrapped(entry: str) -> str:
    return textwrap.fill(entry, 120, subsequent_indent="     ", break_long_words=False, break_on_hyphens=False)


def main() -> None:
    """Write the file."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    found = {
        (row["recipient"], row["date"], row["url"]): letter for row in rows if (letter := letter_of(row)) is not None
    }
    letters = sorted(found.values(), key=lambda letter: (letter["date"], letter["to"]))
    TARGET.write_text(
        HEADER.format(
            day=datetime.now(UTC).date(),
            count=len(letters),
            first=letters[0]["date"],
            last=letters[-1]["date"],
            letters="\n".join(map(as_yaml, letters)),
            base=BASE,
            conditions="\n".join(
                _wrapped(f"  {name}: [{', '.join(groups)}]")
                for name, groups in sorted([*CONDITIONS.values(), *SECTIONS.values()])
            ),
        ),
        encoding="utf-8",
    )
    print(f"{TARGET.name}: {len(letters)} letters")


if __name__ == "__main__":
    main()
