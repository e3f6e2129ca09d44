"""A decision holds for the words and the rule it was made on: when either changes, the finding is open again."""

from __future__ import annotations

from dataclasses import replace

from starlette.testclient import TestClient

from labelwarden.label.labeling import Labeling
from labelwarden.text.printed import Text
from labelwarden.web.site import Site
from labelwarden.web.store.decisions import Kind
from tests.unit.web.conftest import CLAIM, hand_in, site_of


def said_otherwise(labeling: Labeling, old: str, new: str) -> Labeling:
    panels = tuple(replace(one, text=Text(one.text.printed.replace(old, new))) for one in labeling.panels)
    assert panels != labeling.panels
    return replace(labeling, panels=panels)


def decided(client: TestClient) -> tuple[Site, int]:
    site, number = site_of(client), hand_in(client, CLAIM)
    case = site.case(number)
    assert case is not None
    for judged in case.judged:
        site.decisions.decide(number, judged, Kind.ACCEPT, "anna")
    assert open_on(site, number) == 0
    return site, number


def open_on(site: Site, number: int) -> int:
    row = site.items.row(number)
    assert row is not None
    return row.open


def test_when_the_words_of_a_finding_change_it_is_open_again_and_the_record_stays(client: TestClient) -> None:
    site, number = decided(client)
    case = site.case(number)
    assert case is not None
    site.correct(case, said_otherwise(case.labeling, "gout", "asthma"), "ben")
    assert open_on(site, number) >= 1
    records = site.decisions.of_item(number)
    assert [(one.kind, one.words) for one in records] == [(Kind.ACCEPT, judged.words) for judged in case.judged]
    assert all(record.rule_version and record.words for record in records)


def test_words_that_no_finding_rests_on_leave_decisions_as_they_are(client: TestClient) -> None:
    site, number = decided(client)
    case = site.case(number)
    assert case is not None
    site.correct(case, said_otherwise(case.labeling, "within days", "within hours"), "ben")
    assert open_on(site, number) == 0
