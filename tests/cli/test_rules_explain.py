from __future__ import annotations

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.cli.conftest import Run

SOUND = Path(__file__).resolve().parents[1] / "rules" / "sound"

CLAIM = """\
pack: us.liver
title: Claims about the liver
version: 2026.11.1
jurisdiction: US
authority: FDA
rules:
  - id: us.liver.claim
    title: Claims to treat a disease of the liver
    rationale: Such a claim makes the product a drug that nobody approved.
    severity: critical
    when: {type: [food, beverage]}
    check: {kind: forbidden-claim, about: [condition.liver]}
    message: '"{quote}" presents {product} as a treatment for {about}'
    remedy: Leave the claim out.
    basis: [{cite: 21 U.S.C. 355(a), source: verified, as_of: 2026-11-20}]
    effective_from: 2026-01-01
    examples:
      violated: [{product: Kava, type: food, claims: [Treats hepatitis]}]
      met: [{product: Oats, type: food}]
      near_miss: [{product: Kava, type: food, claims: [Hepatitis is serious]}]
"""

LABEL = """\
product: Kava tea
type: {type}
claims: [Treats hepatitis, With liver disease in mind]
"""


@pytest.fixture
def options(tmp_path: Path) -> tuple[str, ...]:
    (tmp_path / "liver.yaml").write_text(CLAIM, encoding="utf-8")
    (tmp_path / "label.yaml").write_text(LABEL.format(type="beverage"), encoding="utf-8")
    (tmp_path / "other.yaml").write_text(LABEL.format(type="cosmetic"), encoding="utf-8")
    return "--no-builtin-rules", "--rules", str(SOUND), "--rules", "liver.yaml", "--as-of", "2026-11-25"


def test_what_was_hit_joined_and_missing_is_told(run: Run, options: tuple[str, ...]) -> None:
    ended = run("rules", "explain", "us.liver.claim", "label.yaml", *options)

    assert ended.code == 0
    assert ended.out == snapshot("""\
Kava tea · us.liver.claim
Claims to treat a disease of the liver
  type           beverage, as given
  form           drink, from "tea" in product
  contains       substance, substance.kava
  when           met
  term           "hepatitis" (condition.liver) in claims[0]
  term           "liver disease" (condition.liver) in claims[1]
  relation       treats (says that it treats): "hepatitis" (condition.liver) in
                 claims[0] with "Treats" (action.treat) in claims[0]; confidence
                 high
  no claim       "liver disease" (condition.liver) in claims[1] stands alone: a
                 claim needs a term of action near it; there is none in "With
                 liver disease in mind"
  flagged        "Treats hepatitis" in claims[0] (confidence high)
  outcome        violated
  in the report  1 of 1 findings

""")


def test_check_explains_too(run: Run, options: tuple[str, ...]) -> None:
    asked = run("rules", "explain", "us.liver.claim", "label.yaml", *options)
    ended = run("check", "label.yaml", "--explain", "us.liver.claim", *options)

    assert (ended.code, ended.out) == (0, asked.out)
    assert run("check", "label.yaml", "--explain", "us.liver.clain", *options).code == 2


def test_a_scope_that_is_not_met_is_told(run: Run, options: tuple[str, ...]) -> None:
    out = run("rules", "explain", "us.liver.claim", "other.yaml", *options).out

    assert "when           not met: its type is not food or beverage\n" in out
    assert "outcome        not-applicable: its type is not food or beverage\n" in out


def test_a_rule_that_is_not_put_to_the_label_says_why(run: Run, options: tuple[str, ...]) -> None:
    early = run("rules", "explain", "us.liver.claim", "label.yaml", *options[:-1], "2025-12-31").out
    assert "in the report  left out: the rule is not in force on 2025-12-31\n" in early


def test_what_cannot_be_read_ends_with_4(run: Run, options: tuple[str, ...]) -> None:
    ended = run("rules", "explain", "us.liver.claim", "none.yaml", "label.yaml", *options)

    assert ended.code == 4
    assert "none.yaml" in ended.err
    assert "Kava tea" in ended.out


def test_an_example_that_is_not_flagged_says_what_a_claim_would_need(run: Run, options: tuple[str, ...]) -> None:
    text = CLAIM.replace("claims: [Treats hepatitis]", "claims: [Kava soothes hepatitis]")
    Path("liver.yaml").write_text(text, encoding="utf-8")

    out = run("rules", "test", "us.liver", *options[:-2]).out
    assert (
        'no claim: "hepatitis" (condition.liver) in claims[0] stands alone: a claim needs a term of action near it; '
        'there is none in "Kava soothes hepatitis"'
    ) in out
