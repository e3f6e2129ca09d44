from __future__ import annotations

import re
from html import unescape

from starlette.testclient import TestClient

from tests.unit.web.conftest import CLAIM, csrf_of, hand_in, site_of


def pack_of(client: TestClient, id: str) -> str:
    text = client.get("/playground", params={"pack": id}).text
    found = re.search(r'<textarea id="pack-text"[^>]*>\n(.*?)</textarea>', text, re.DOTALL)
    assert found
    return unescape(found.group(1))


def tried(client: TestClient, rules: str, **others: str) -> str:
    answer = client.post("/playground", data={"rules": rules, **others}, headers=csrf_of(client))
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_a_pack_is_tried_on_a_text_and_changed_ones_tell_what_the_queue_gains_and_loses(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    case = site_of(client).case(number)
    assert case is not None
    rule = case.judged[0].rule
    pack = rule.rpartition(".")[0]
    text = pack_of(client, pack)
    as_it_is = tried(client, text, words=CLAIM, queue="on")
    assert "sound" in as_it_is
    assert rule in as_it_is
    assert "Gained: 0" in as_it_is
    assert "Lost: 0" in as_it_is
    renamed = tried(client, text.replace(f"id: {rule}\n", f"id: {rule}-again\n"), queue="on")
    assert "Gained: 1" in renamed
    assert "Lost: 1" in renamed


def test_faults_are_told_by_line_and_show_no_path(client: TestClient) -> None:
    text = pack_of(client, "us.7oh")
    line = next(n for n, words in enumerate(text.splitlines(), start=1) if "severity:" in words)
    shown = tried(client, text.replace("severity: ", "severity: very-", 1))
    assert f"the pack, line {line}, column" in shown
    assert "/tmp" not in shown
    assert "the pack, line" in tried(client, text + "\nmore: [")


def test_a_pack_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/playground", params={"pack": "../../etc/passwd"}).status_code == 404


def test_the_dashboard_counts_verdicts_and_the_share_that_was_dismissed(client: TestClient) -> None:
    numbers = [hand_in(client, CLAIM), hand_in(client, CLAIM)]
    for number, kind in zip(numbers, ("accept", "dismiss"), strict=True):
        case = site_of(client).case(number)
        assert case is not None
        form = {"kind": kind, "reason": "a quotation"}
        client.post(f"/labels/{number}/findings/{case.judged[0].fingerprint}", data=form, headers=csrf_of(client))
    text = client.get("/dashboard").text
    assert re.search(r'<td>\d{4}-\d\d-\d\d</td><td class="num">2</td>', text)
    assert "50 %" in text
