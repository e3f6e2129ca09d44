"""Minimal pairs: two texts that differ by one qualifier, of which one is a claim and the other is not."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from labelwarden.checker import Checker
from labelwarden.findings.scales import Confidence
from labelwarden.label.model import Label

PAIRS = [
    # What is already normal (domain of 21 CFR 101.93(g)(2)(ii))
    ("Lowers cholesterol.", "Helps keep cholesterol levels that are already within the normal range."),
    ("Lowers blood sugar.", "Maintains blood sugar levels already within the normal range."),
    ("Reduces high blood pressure.", "Maintains blood pressure that is already within a normal range."),
    ("Reduces inflammation.", "Supports a normal inflammatory response."),
    # What everybody has now and then
    ("Relieves chronic constipation.", "Relieves occasional constipation."),
    ("For the relief of insomnia.", "For relief of occasional sleeplessness at night."),
    ("Treats heartburn and ulcers.", "Relieves occasional heartburn."),
    ("Relieves sinus congestion.", "Relieves occasional sinus congestion."),
    # What comes of exercise
    ("Relieves muscle pain.", "Relieves muscle pain after exercise."),
    ("Reduces joint pain.", "Reduces joint pain after physical activity."),
    ("Reduces inflammation of the muscles.", "Reduces inflammation of the muscles caused by strenuous exercise."),
    # Natural states of life
    ("For memory loss in dementia.", "For mild memory loss associated with aging."),
    ("Treats severe PMS.", "Eases mild cramps associated with the menstrual cycle."),
    ("Prevents osteoporosis after menopause.", "For hot flashes after menopause."),
    # Function against disease
    ("Relieves arthritis.", "Supports joint function."),
    ("Maintains healthy lungs in people with emphysema.", "Maintains healthy lungs."),
    ("Supports the body's antiviral response against the flu.", "Supports the immune system in winter."),
    ("Restores potency in men with erectile dysfunction.", "Supports sexual desire."),
    ("Improves joint mobility and reduces inflammation.", "Improves joint mobility."),
    ("Fights disease.", "Promotes good health."),
    ("Boosts immunity during the pandemic.", "Boosts immunity every day."),
    ("Kills bacteria.", "Ten billion beneficial bacteria."),
    # Comparisons
    ("A natural alternative to Ritalin.", "A natural alternative to coffee."),
    ("Nature's antibiotic.", "Contains no antibiotics."),
    ("Use it with your chemotherapy.", "Consult your doctor if you are going through chemotherapy."),
    # Denials, and what is no denial
    ("It treats arthritis.", "It does not treat arthritis."),
    ("Not only relieves but cures migraine.", "Does not relieve or cure migraine."),
    ("Not a cure, but it helps with migraines.", "Not a cure for migraines."),
    ("No more migraines.", "No claim is made about migraines."),
    ("Nothing works better for gout.", "Nothing in this bottle treats gout."),
    # Disclaimers
    ("This product is intended to treat depression.", "This product is not intended to treat depression."),
    (
        "These statements have not been evaluated by the Food and Drug Administration. Cures shingles.",
        "These statements have not been evaluated by the Food and Drug Administration. Not intended to cure shingles.",
    ),
    # Warnings
    ("If you have diabetes, this tea is for you.", "If you have diabetes, ask your doctor before use."),
    ("For people with kidney disease.", "Not for people with kidney disease."),
    ("Ends nausea and headache.", "May cause nausea and headache."),
    ("Stops seizures.", "Stop use if seizures occur."),
    ("Helps people who take warfarin for blood clots.", "Do not use if you take warfarin for blood clots."),
    ("Patented formula prevents migraines.", "Warning: may bring on migraines."),
    # Authorised health claims
    (
        "Our bars prevent heart disease.",
        "Diets low in saturated fat and cholesterol may reduce the risk of heart disease.",
    ),
    ("Calcium cures osteoporosis.", "Adequate calcium in a balanced diet may reduce the risk of osteoporosis."),
    # Allergens, tests, cultures
    ("Stops milk allergy.", "Contains milk. Allergy warning: made where nuts are handled."),
    ("Kills Salmonella.", "Tested for Salmonella."),
    ("Gets rid of yeast infections.", "Supports a healthy balance of yeast in the gut."),
    # Figures of speech and names
    ("Relieves anxiety.", "Anxiety-free checkout and returns."),
    ("Against cancer.", "Cancer: June 21 to July 22."),
    ("Fights a cold.", "Cold pressed."),
    ("For ADD and ADHD.", "Add it to your cart."),
    ("Destroys the flu virus.", "Our viral video."),
    ("A remedy for stroke.", "With one stroke of the brush."),
    ("Heals eczema.", "Healing hand cream with shea."),
    # Giving
    ("Protects women from breast cancer.", "We donate to breast cancer research."),
    # Hashtags
    ("#anxietyrelief", "#relaxingtea"),
]


@cache
def _checker() -> Checker:
    return Checker.load(as_of=date(2026, 11, 25), select=["claim"])


def _surest(text: str) -> Confidence | None:
    result = _checker().check(Label(text=text, type="dietary_supplement"))
    return min((finding.confidence for finding in result.findings), key=lambda sure: sure.rank, default=None)


@pytest.mark.parametrize("text", [claim for claim, _ in PAIRS])
def test_the_claim_is_caught_surely(text: str) -> None:
    assert _surest(text) in (Confidence.HIGH, Confidence.MEDIUM)


@pytest.mark.parametrize("text", [lawful for _, lawful in PAIRS])
def test_its_lawful_twin_is_not(text: str) -> None:
    assert _surest(text) in (None, Confidence.LOW)
