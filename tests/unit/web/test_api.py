from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from starlette.testclient import TestClient

from labelwarden.ocr.engine import SeenWord
from labelwarden.text.span import Box
from labelwarden.web.settings import hash_of
from tests.fakes import TellingEngine, read_by
from tests.unit.web.conftest import CLAIM, hand_in, read_now, site_of

TOKEN = "a-token-that-is-long-enough-to-be-safe"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def api(open_client: Callable[..., TestClient]) -> TestClient:
    return open_client(token_hash=hash_of(TOKEN))


def submitted(api: TestClient) -> int:
    answer = api.post("/api/v1/labels", files={"files": ("a.yaml", CLAIM.encode())}, headers=BEARER)
    assert answer.status_code == 202
    return int(answer.json()["labels"][0])


@pytest.mark.parametrize("heads", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}])
def test_without_the_token_nothing_is_told(api: TestClient, heads: dict[str, str]) -> None:
    answer = api.get("/api/v1/labels", headers=heads)
    assert (answer.status_code, "token" in answer.json()["error"]) == (401, True)


def test_a_label_goes_from_handed_in_to_decided(api: TestClient) -> None:
    number = submitted(api)
    address = f"/api/v1/labels/{number}"
    assert api.get(address, headers=BEARER).json()["state"] == "waiting"
    assert api.get(f"{address}/result", headers=BEARER).status_code == 409
    read_now(site_of(api), number)
    status = api.get(address, headers=BEARER).json()
    assert (status["state"], status["verdict"], status["product"]) == ("read", "fail", "Quiet Oats")
    finding = api.get(f"{address}/result", headers=BEARER).json()["findings"][0]
    asked = {"fingerprint": finding["fingerprint"], "kind": "dismiss"}
    assert api.post(f"{address}/decisions", json=asked, headers=BEARER).status_code == 422
    asked |= {"reason": "a quotation", "on_behalf_of": "dora"}
    made = api.post(f"{address}/decisions", json=asked, headers=BEARER)
    assert (made.status_code, made.json()["who"]) == (201, "dora (by API token)")
    again = api.post(f"{address}/decisions", json=asked, headers=BEARER)
    assert again.status_code == 409
    assert f"its id is {made.json()['id']}" in again.json()["error"]
    undo = {"fingerprint": finding["fingerprint"], "kind": "undo", "seen": made.json()["id"]}
    assert api.post(f"{address}/decisions", json=undo, headers=BEARER).status_code == 201
    trail = api.get(f"{address}/decisions", headers=BEARER).json()["decisions"]
    assert [record["kind"] for record in trail] == ["dismiss", "undo"]


def test_boxes_on_a_page_of_a_pdf_are_in_points(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdfium2", reason='needs pip install "labelwarden[inputs]"')
    boxes = [Box(20 + 120 * n, 40, 100, 30) for n in range(4)]
    words = zip(["This", "tea", "cures", "cancer"], boxes, strict=True)
    read_by(monkeypatch, TellingEngine(tuple(SeenWord(word, box, 0.97, 1, 1) for word, box in words)))
    found = []
    for kind in ("png", "pdf"):
        data = BytesIO()
        Image.new("RGB", (600, 200), "white").save(data, kind, resolution=72)
        answer = api.post("/api/v1/labels", files={"files": (f"front.{kind}", data.getvalue())}, headers=BEARER)
        number = int(answer.json()["labels"][0])
        read_now(site_of(api), number)
        result = api.get(f"/api/v1/labels/{number}/result", headers=BEARER).json()
        found.append([seen["boxes"] for finding in result["findings"] for seen in finding["evidence"]])
    assert found[0] == found[1] != [], "a page of 600 by 200 points is as large as a picture of 600 by 200 pixels"


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"{", "application/json", 422),
        (b'{"fingerprint": "a", "kind": "approve"}', "application/json", 422),
        (b'{"fingerprint": "a", "kind": "accept", "more": 1}', "application/json", 422),
        (b'{"fingerprint": "\\ud800", "kind": "accept"}', "application/json", 422),
        (b'{"fingerprint": "a", "kind": "accept", "seen": 99999999999999999999}', "application/json", 422),
        (b'{"fingerprint": "a", "kind": "accept"}', "application/json", 404),
        (b"kind=accept", "application/x-www-form-urlencoded", 415),
    ],
)
def test_what_cannot_be_meant_is_told(api: TestClient, body: bytes, kind: str, code: int) -> None:
    number = submitted(api)
    read_now(site_of(api), number)
    heads = {**BEARER, "Content-Type": kind}
    answer = api.post(f"/api/v1/labels/{number}/decisions", content=body, headers=heads)
    assert (answer.status_code, bool(answer.json()["error"])) == (code, True)


@pytest.mark.parametrize("number", ["0", "77", "9223372036854775808", "99999999999999999999999"])
def test_a_number_that_no_label_has_is_not_found(api: TestClient, number: str) -> None:
    for rest in ("", "/result", "/decisions"):
        assert api.get(f"/api/v1/labels/{number}{rest}", headers=BEARER).status_code == 404


def test_the_queue_comes_in_pieces(api: TestClient) -> None:
    for _ in range(3):
        submitted(api)
    page = api.get("/api/v1/labels", params={"limit": 2, "offset": 1}, headers=BEARER).json()
    assert (page["total"], [label["id"] for label in page["labels"]]) == (3, [2, 3])
    for wrong in ({"limit": "0"}, {"limit": "x"}, {"offset": "-1"}, {"offset": "9" * 30}):
        assert api.get("/api/v1/labels", params=wrong, headers=BEARER).status_code == 400


def test_on_this_machine_a_program_needs_no_token_and_a_page_of_another_site_gets_nothing(client: TestClient) -> None:
    hand_in(client, CLAIM)
    client.cookies.clear()
    assert client.get("/api/v1/labels").json()["total"] == 1
    heads = {"Origin": "https://evil.example"}
    assert client.post("/api/v1/labels", data={"text": "x"}, headers=heads).status_code == 403


def test_the_document_names_every_address_and_answer(api: TestClient) -> None:
    document = api.get("/api/v1/openapi.json", headers=BEARER).json()
    operations = {
        (method, path) for path, item in document["paths"].items() for method in item if method in ("get", "post")
    }
    assert operations == {
        ("get", "/labels"),
        ("post", "/labels"),
        ("get", "/labels/{id}"),
        ("get", "/labels/{id}/result"),
        ("get", "/labels/{id}/decisions"),
        ("post", "/labels/{id}/decisions"),
    }


def test_an_address_says_which_methods_it_takes(api: TestClient) -> None:
    answer = api.request("DELETE", "/api/v1/labels", headers=BEARER)
    assert (answer.status_code, sorted(answer.headers["allow"].split(", "))) == (405, ["GET", "HEAD", "POST"])
