"""Results made by hand, so that a test of a report needs no rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from labelwarden.findings.finding import Basis, Duty, Finding, LabelResult, Precedent
from labelwarden.findings.observation import Considered, Evidence
from labelwarden.findings.scales import Category, Confidence, Outcome, Severity, Status, Sureness, Verdict
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text
from labelwarden.text.span import Box

FRONT = Panel("front", Text("Calm Drops\nEnds back\npain today"), file="front.png", page=1, coverage=0.964)
VIEW = replace(FRONT, name="front[view 2]", view_of="front", coverage=0.5)
BACK = Panel("back", Text("This is not meant to cure anything."))

PAIN = Evidence(
    "Ends back\npain", "front", 11, 25, "front.png", 1, (Box(10, 20, 300, 40), Box(10, 70, 90, 40)), 0.91234
)
ABSENT = Evidence(None, searched=("front", "back"))

CLAIM = Finding(
    rule="us.demo.pain",
    title="Claims to end pain",
    category=Category.CLAIM,
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    outcome=Outcome.VIOLATED,
    tags=("disease",),
    message='"Ends back pain" presents Calm Drops as a treatment',
    remedy="Take the claim out.",
    jurisdiction="US",
    status=Status.STABLE,
    source=Sureness.VERIFIED,
    basis=(Basis("21 U.S.C. 355(a)", "https://uscode.house.gov/", Sureness.VERIFIED, date(2026, 11, 20)),),
    precedents=tuple(Precedent(f"Maker {n}", date(2025, 6, 20 + n)) for n in range(1, 6)),
    evidence=(PAIN,),
    fingerprint="0123456789abcdef",
    also=("us.demo.broad",),
)
AGE = replace(
    CLAIM,
    rule="us-ny.demo.age",
    title="No age limit",
    category=Category.AGE,
    severity=Severity.MAJOR,
    confidence=Confidence.LOW,
    message="Calm Drops states no age limit",
    remedy="Print it.",
    jurisdiction="US-NY",
    status=Status.EXPERIMENTAL,
    source=Sureness.UNCONFIRMED,
    basis=(Basis("A bill", None, Sureness.UNCONFIRMED, date(2026, 11, 20)),),
    precedents=(),
    evidence=(ABSENT,),
    also=(),
)
SPARED = Considered("us.demo.pain", "cure anything", "back", 21, 34, "the effect is denied")
RESULT = LabelResult(
    source="front.png",
    product="Calm Drops",
    type="dietary_supplement",
    verdict=Verdict.FAIL,
    findings=(CLAIM, AGE),
    panels=(FRONT, VIEW, BACK),
    considered=(SPARED,),
    duties=(
        Duty("us.demo.pain", "Claims to end pain", Outcome.VIOLATED, "", (PAIN,)),
        *(Duty(f"us.demo.lot-{n}", f"No lot number {n}", Outcome.NOT_VISIBLE, "lot: not shown") for n in range(6)),
    ),
    outcomes={Outcome.VIOLATED: 2, Outcome.NOT_VISIBLE: 6},
    notes=("two products on one picture",),
)
