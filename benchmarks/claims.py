"""All facts of a label with the rules that ship: a lawful label and one full of claims, each about 1 KB."""

from __future__ import annotations

from datetime import date

from benchmarks.measure import cpu
from labelwarden.checker import Checker
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text

LAWFUL = (
    "Morning Meadow Magnesium. Dietary supplement. 90 capsules. Helps muscles relax and supports a normal nervous "
    "system.* Suggested use: take two capsules daily with food, or as directed by your healthcare professional. "
    "Supplement Facts. Serving size 2 capsules. Servings per container 45. Magnesium (as glycinate) 200 mg 48 % DV. "
    "Other ingredients: cellulose, rice flour, silica. Warning: if you are pregnant, nursing, have kidney disease or "
    "take medication, consult your doctor before use. Keep out of reach of children. Do not use if the seal is broken. "
    "Store in a cool, dry place. *These statements have not been evaluated by the Food and Drug Administration. This "
    "product is not intended to diagnose, treat, cure, or prevent any disease. Distributed by Meadow Works, 12 Mill "
    "Lane, Springfield, IL 62701. Gluten free, non GMO, vegan. Tested by an independent laboratory. "
)
CLAIMS = (
    "Morning Meadow Miracle. Relieves chronic back pain, arthritis and migraines within the hour. Lowers blood "
    "pressure and cholesterol without statins. Fights infections, kills bacteria and viruses, and protects against "
    "the flu. Customers say: my anxiety is gone and I quit my antidepressants. Studies show that it shrinks tumors."
    " Good for: eczema, psoriasis, gout, insomnia. Helps with diabetes, asthma and depression. Natural alternative "
    "to Ozempic. Take two capsules daily with food. Consult your doctor if you are pregnant. Anti-inflammatory and "
    "antiviral. "
)


def run() -> None:
    checker = Checker.load(as_of=date(2026, 11, 25))
    matcher = checker.rulebook.matcher
    for name, text in (("lawful", LAWFUL), ("full of claims", CLAIMS)):
        size = len(text)

        def match(text: str = text) -> None:
            hits = matcher.scan(Text(text))
            matcher.join(hits)

        def check(text: str = text) -> None:
            labeling = Labeling(
                "bench", (Panel("text", Text(text)),), type="dietary_supplement", surface=Surface.LISTING
            )
            checker.check(labeling)

        for what, call in (("terms and relations", match), ("checked, result object included", check)):
            each = cpu(lambda call=call: [call() for _ in range(100)], 7) / 100
            print(f"{name} label, {what}: {each * 1e6 * 1000 / size:6.0f} us of CPU a KB")
    print(f"{len(checker.rules_for(()))} rules in force, {len(matcher.lexicon.entries):,} terms")
