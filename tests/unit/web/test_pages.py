from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import yaml
from PIL import Image
from starlette.testclient import TestClient

from labelwarden.label.labeling import Labeling
from labelwarden.label.panel import Panel, Word
from labelwarden.text.printed import Text
from labelwarden.text.span import Box
from labelwarden.waivers.model import WaiversModel
from labelwarden.web.labeling_json import to_json
from labelwarden.web.pages import queue
from labelwarden.web.store.decisions import Decision
from labelwarden.web.store.items import State, StoredPicture
from tests.unit.web.conftest import CLAIM, LAWFUL, csrf_of, hand_in, site_of, wait_until


def first_finding(client: TestClient, number: int) -> str:
    case = site_of(client).case(number)
    assert case is not None
    return case.judged[0].fingerprint


def decide(client: TestClient, number: int, kind: str, *, reason: str = "", seen: int = 0) -> tuple[int, str]:
    fingerprint = first_finding(client, number)
    form = {"kind": kind, "reason": reason, "seen": str(seen)}
    answer = client.post(f"/labels/{number}/findings/{fingerprint}", data=form, headers=csrf_of(client))
    return answer.status_code, answer.text


def records(client: TestClient, number: int) -> list[Decision]:
    return site_of(client).decisions.of_item(number)


def test_what_is_handed_in_is_read_in_the_background(open_client: Callable[..., TestClient]) -> None:
    client = open_client(reads=True)
    files = [
        ("files", (name, text.encode())) for name, text in (("a.yaml", CLAIM), ("b.yaml", LAWFUL), ("c.bin", "\0"))
    ]
    answer = client.post("/labels", files=files, headers=csrf_of(client))
    assert answer.json() == {"labels": [1, 2, 3]}
    items = site_of(client).items
    wait_until(lambda: items.counts()[State.READ] == 2 and items.counts()[State.FAILED] == 1)
    rows = items.queue()
    assert [(row.name, row.verdict) for row in rows] == [("a.yaml", "fail"), ("c.bin", ""), ("b.yaml", "pass")]
    assert "file of another kind" in (rows[1].error or "")
    page = client.get("/").text
    assert page.index("Quiet Oats") < page.index("c.bin") < page.index("Plain Oats")


def test_a_label_takes_the_pictures_that_it_names_and_others_stay_alone(client: TestClient) -> None:
    label = "product: Oats\nimages: [front.png]\n"
    files = [
        ("files", (name, data)) for name, data in (("x.yaml", label.encode()), ("front.png", b"1"), ("b.png", b"2"))
    ]
    client.post("/labels", files=files, headers=csrf_of(client))
    assert [row.name for row in site_of(client).items.queue()] == ["x.yaml, front.png", "b.png"]


def test_panels_of_one_product_are_one_label_even_where_names_are_alike(client: TestClient) -> None:
    files = [("files", ("front.png", data)) for data in (b"1", b"2")]
    client.post("/labels", files=files, data={"one_label": "on", "origin": "shelf 4"}, headers=csrf_of(client))
    (row,) = site_of(client).items.queue()
    assert row.name == "front.png, 2-front.png"


def test_nothing_handed_in_is_told(client: TestClient) -> None:
    for form, why in (
        ({"text": " "}, "found none"),
        ({"files": "x"}, "found text"),
        ({"origin": "shelf 4"}, "neither"),
    ):
        answer = client.post("/labels", data=form, headers=csrf_of(client))
        assert (answer.status_code, why in answer.json()["error"]) == (422, True)


def test_the_page_of_a_label_has_the_words_law_and_remedy(client: TestClient) -> None:
    text = client.get(f"/labels/{hand_in(client, CLAIM)}").text
    assert "Quiet Oats" in text
    assert re.search(r"<mark[^>]*>[^<]*ures gout", text)
    assert "U.S.C." in text
    assert "Checklist" in text


def test_markup_on_a_label_stays_text(client: TestClient) -> None:
    evil = "<script>alert(1)</script>"
    number = hand_in(client, f"product: '{evil}'\nclaims: ['{evil} cures gout']\n", f"{evil}.yaml")
    for address in ("/", f"/labels/{number}", f"/labels/{number}/report.html"):
        assert evil not in client.get(address).text


def test_a_decision_is_signed_and_says_rule_version_and_words(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    status, text = decide(client, number, "accept")
    assert (status, "Accepted" in text) == (200, True)
    (record,) = records(client, number)
    assert (record.who, record.kind, record.reason) == ("anna", "accept", "")
    assert "gout" in record.words
    assert re.fullmatch(r"\d{4}\.\d+\.\d+\+[0-9a-f]{8}", record.rule_version or "")


def test_a_dismissal_without_a_reason_is_refused(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    status, text = decide(client, number, "dismiss")
    assert (status, "Say why" in text) == (422, True)
    assert records(client, number) == []


def test_undo_opens_the_finding_again_and_both_records_stay(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    decide(client, number, "dismiss", reason="a quotation of the law")
    decide(client, number, "undo", seen=records(client, number)[-1].id)
    assert [record.kind for record in records(client, number)] == ["dismiss", "undo"]
    row = site_of(client).items.row(number)
    assert row is not None
    assert row.open == row.findings


def test_the_second_of_two_reviewers_is_shown_what_the_first_decided(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    decide(client, number, "accept")
    status, text = decide(client, number, "dismiss", reason="a quotation")
    assert (status, "anna recorded “accept” meanwhile" in text) == (409, True)
    assert [record.kind for record in records(client, number)] == ["accept"]


def test_a_changed_rule_reopens_what_was_decided_on_it(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    decide(client, number, "accept")
    site = site_of(client)
    item = site.items.item(number)
    case = site.case(number)
    assert item is not None
    assert item.reading_id is not None
    assert case is not None
    outcome = site.judge.outcome(case.labeling)
    judged, severity, title = outcome.findings[0]
    changed = replace(judged, rule_version="2027.1.1+00000000")
    site.items.keep_result(number, item.reading_id, replace(outcome, findings=((changed, severity, title),)))
    assert "<strong>Reopened</strong>" in client.get(f"/labels/{number}").text
    assert decide(client, number, "accept", seen=records(client, number)[-1].id)[0] == 200


def test_a_finding_that_is_gone_cannot_be_decided(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    answer = client.post(f"/labels/{number}/findings/none", data={"kind": "accept"}, headers=csrf_of(client))
    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["/labels/7", "/labels/7/report.html", "/labels/7/pictures/1", "/rules/us.none"])
def test_what_is_not_there_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_missed_finding_becomes_a_case_for_score(client: TestClient) -> None:
    number = hand_in(client, LAWFUL)
    form = {"words": "A good source of fiber", "category": "claim", "reason": "no amount is stated"}
    address = f"/labels/{number}/missed"
    assert client.post(address, data=form, headers=csrf_of(client)).status_code == 204
    lines = client.get("/exports/missed.jsonl").text.splitlines()
    assert json.loads(lines[0])["expect"] == ["claim"]
    assert json.loads(lines[0])["text"] == "A good source of fiber"
    elsewhere = client.post(address, data={**form, "words": "Cures gout"}, headers=csrf_of(client))
    assert elsewhere.status_code == 422
    assert len(records(client, number)) == 1


def test_dismissals_leave_as_a_waivers_file_that_settles_them(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    decide(client, number, "dismiss", reason="quoted")
    model = WaiversModel.model_validate(yaml.safe_load(client.get("/exports/waivers.yaml").text))
    (waiver,) = model.waivers
    assert (waiver.label, waiver.who, waiver.fingerprint) == ("Quiet Oats", "anna", first_finding(client, number))
    decide(client, number, "undo", seen=records(client, number)[-1].id)
    assert yaml.safe_load(client.get("/exports/waivers.yaml").text) == {"waivers": []}


def test_the_record_leaves_as_csv_that_no_spreadsheet_runs(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    decide(client, number, "dismiss", reason="=HYPERLINK(1)")
    (row,) = csv.DictReader(io.StringIO(client.get("/exports/decisions.csv").text))
    assert (row["who"], row["kind"], row["reason"]) == ("anna", "dismiss", "'=HYPERLINK(1)")


def test_a_report_leaves_as_one_file_without_a_path_of_this_machine(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    answer = client.get(f"/labels/{number}/report.html")
    assert "attachment" in answer.headers["content-disposition"]
    assert "Quiet Oats" in answer.text
    assert "label.yaml" in answer.text
    assert str(site_of(client).settings.data) not in answer.text
    assert "/tmp" not in answer.text
    report = client.get(f"/labels/{number}/report.json").json()
    assert report["schema"] == "labelwarden.report/1"


def test_a_label_that_passed_can_be_marked_as_looked_at(client: TestClient) -> None:
    number = hand_in(client, LAWFUL)
    client.post(f"/labels/{number}/notes", data={"kind": "audited"}, headers=csrf_of(client))
    row = site_of(client).items.row(number)
    assert row is not None
    assert row.audited


def pictured(client: TestClient, tmp_path: Path) -> int:
    """A label of a picture that is kept, with one word read on it."""
    Image.new("RGB", (400, 200), "white").save(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    client.post("/labels", files={"files": ("a.png", data)}, headers=csrf_of(client))
    site = site_of(client)
    item = site.items.next_waiting()
    assert item is not None
    words = (Word(0, 5, Box(20, 20, 60, 20), 0.5), Word(6, 10, Box(90, 20, 60, 20), 0.5))
    panel = Panel("picture", Text("Cures goat", wrapped=True), "a.png", 1, words, 0.9)
    labeling = Labeling("a.png", (panel,), type="dietary_supplement")
    page = StoredPicture(1, "a.png", 1, 400, 200, site.blobs.put(data), "png")
    site.items.keep(item.id, to_json(labeling), site.judge.outcome(labeling), "reading", [page])
    return item.id


REGION = {"picture": "1", "x": "10", "y": "10", "width": "200", "height": "60"}


def test_what_a_person_supplies_is_checked_told_and_can_be_taken_back(client: TestClient, tmp_path: Path) -> None:
    number = pictured(client, tmp_path)
    head = csrf_of(client)
    assert site_of(client).items.queue()[0].findings == 0
    client.post(f"/labels/{number}/regions/words", data={**REGION, "text": "Cures gout"}, headers=head)
    client.post(f"/labels/{number}/regions/words", data={**REGION, "text": "Heals asthma"}, headers=head)
    text = client.get(f"/labels/{number}").text
    assert "anna had a region of a.png read again and supplied &#34;Heals asthma&#34;" in text
    assert "anna had a region of a.png read again" in client.get(f"/labels/{number}/report.html").text
    case = site_of(client).case(number)
    assert case is not None
    assert any("gout" in judged.words for judged in case.judged)
    address = f"/labels/{number}/words/undone"
    # One that somebody has not seen is not taken back by them.
    assert client.post(address, data={"reading": "1"}, headers=head).status_code == 409
    for left in (1, 0):
        assert client.post(address, data={"reading": str(case.item.reading_id)}, headers=head).status_code == 204
        case = site_of(client).case(number)
        assert case is not None
        assert len(case.labeling.notes) == left
    assert client.post(address, data={"reading": str(case.item.reading_id)}, headers=head).status_code == 409
    assert site_of(client).items.queue()[0].findings == 0
    kinds = [(record.kind, record.reason.partition(" ")[0]) for record in records(client, number)]
    assert kinds == [("corrected", "anna"), ("corrected", "anna"), ("corrected", "taken"), ("corrected", "taken")]


def test_words_that_somebody_else_put_right_meanwhile_are_not_lost(client: TestClient, tmp_path: Path) -> None:
    number = pictured(client, tmp_path)
    site = site_of(client)
    before = site.case(number)
    assert before is not None
    client.post(f"/labels/{number}/regions/words", data={**REGION, "text": "Cures gout"}, headers=csrf_of(client))
    assert not site.correct(before, before.labeling, "ben")
    case = site.case(number)
    assert case is not None
    assert "Cures gout" in case.labeling.notes[-1]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"picture": "2"}, 404),
        ({"width": "2"}, 422),
        ({"x": "9000"}, 422),
        ({"text": ""}, 422),
        ({"instead": "yes"}, 422),
    ],
)
def test_a_region_that_cannot_be_meant_is_refused(
    client: TestClient, tmp_path: Path, form: dict[str, str], status: int
) -> None:
    number = pictured(client, tmp_path)
    answer = client.post(
        f"/labels/{number}/regions/words", data={**REGION, "text": "x", **form}, headers=csrf_of(client)
    )
    assert answer.status_code == status
    assert records(client, number) == []


@pytest.mark.ocr
def test_a_region_is_read_and_its_picture_has_to_be_kept(client: TestClient, tmp_path: Path) -> None:
    number = pictured(client, tmp_path)
    head = csrf_of(client)
    told = client.post(f"/labels/{number}/regions", data=REGION, headers=head).text
    assert "Nothing could be read there" in told
    site = site_of(client)
    site.blobs.remove(site.items.files(number)[0].sha256)
    answer = client.post(f"/labels/{number}/regions", data=REGION, headers=head)
    assert (answer.status_code, "no longer kept" in answer.text) == (409, True)


def test_the_queue_is_found_by_name_stage_and_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    for name in ("Alder", "Birch", "Cedar"):
        hand_in(client, CLAIM.replace("Quiet Oats", name))
    hand_in(client, LAWFUL)

    def names(**query: str) -> list[str]:
        return re.findall(r'<td class="words"><a href="/labels/\d+">([^<]+)', client.get("/", params=query).text)

    assert names() == ["Alder", "Birch"]
    assert names(**{"from": "2"}) == ["Cedar", "Plain Oats"]
    assert names(q="oats") == ["Plain Oats"]
    assert names(show="passed") == ["Plain Oats"]
    assert names(show="nonsense", **{"from": "x"}) == ["Alder", "Birch"]
    assert 'href="/?show=open&amp;from=2"' in client.get("/", params={"show": "open"}).text


def test_a_label_leads_to_the_next_that_is_open(client: TestClient) -> None:
    first = hand_in(client, CLAIM)
    second = hand_in(client, CLAIM.replace("Quiet", "Silent"))
    text = client.get(f"/labels/{first}").text
    assert f'href="/labels/{second}" rel="next"' in text
    lane = client.get(f"/labels/{first}", headers={"HX-Request": "true", "HX-Target": "lane"}).text
    assert (f'id="lane-{second}"' in lane, "<html" in lane) == (True, False)
    for number in (first, second):
        decide(client, number, "accept")
    assert 'rel="next"' not in client.get(f"/labels/{first}").text


def test_near_misses_of_the_rule_stand_with_the_finding(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    case = site_of(client).case(number)
    assert case is not None
    rule = site_of(client).judge.checker.rulebook.rule(case.judged[0].rule)
    near = next(words for words in rule.examples.near_miss if isinstance(words, str))
    assert f"<q>{near}</q>" in html.unescape(client.get(f"/labels/{number}").text)


def test_all_rules_can_be_leafed_through(client: TestClient) -> None:
    count = len(site_of(client).judge.checker.rulebook.rules)
    address: str | None = "/rules"
    listed: list[str] = []
    while address is not None:
        answer = client.get(address)
        assert answer.status_code == 200
        listed += re.findall(r'<td><a href="/rules/([^"]+)"', answer.text)
        following = re.search(r'aria-current="page">[\d to]+</a>\s*<a href="(/rules\?[^"]+)"', answer.text)
        address = unescape(following[1]) if following else None
    assert len(listed) == len(set(listed)) == count
    for odd in ("x", "-1", "99999999999999999999", "²"):
        assert client.get("/rules", params={"begin": odd}).status_code == 200
    assert "0 to" not in client.get("/rules", params={"begin": "90000"}).text


def test_rules_are_found_by_words_and_place(client: TestClient) -> None:
    found = client.get("/rules", params={"q": "kratom", "place": "US-TN"}, headers={"HX-Request": "true"}).text
    ids = re.findall(r'href="/rules/([^"]+)"', found)
    assert ids
    assert all(id.startswith("us-tn.") for id in ids)
    assert "Law" in client.get(f"/rules/{ids[0]}").text


def test_old_files_are_removed_and_what_was_decided_on_them_stays(open_client: Callable[..., TestClient]) -> None:
    client = open_client(keep_days=30)
    old, new = hand_in(client, CLAIM), hand_in(client, LAWFUL)
    shared = hand_in(client, CLAIM + "# another\n")
    decide(client, old, "accept")
    site = site_of(client)
    with site.database.writing() as connection:
        connection.execute("UPDATE item SET added_at = '2020-01-01T00:00:00Z' WHERE id = ?", (old,))
        # One content that an old and a new label have in common is still needed.
        connection.execute(
            "INSERT INTO file (item_id, position, name, sha256, size) SELECT ?, 1, name, sha256, size FROM file"
            " WHERE item_id = ?",
            (old, shared),
        )
    site.background.forget_now()
    kept = {
        number: [site.blobs.path(file.sha256).is_file() for file in site.items.files(number)]
        for number in (old, new, shared)
    }
    assert kept == {old: [False, True], new: [True], shared: [True]}
    assert [record.kind for record in records(client, old)] == ["accept"]
    assert client.get(f"/labels/{old}").status_code == 200
    assert client.get(f"/labels/{old}/report.html").status_code == 200
