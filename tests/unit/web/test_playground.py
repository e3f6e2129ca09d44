from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from labelwarden.checker import Checker
from labelwarden.web import trial
from labelwarden.web.app import make_app
from labelwarden.web.judging import Judge
from labelwarden.web.rule_files import read_rule_files
from labelwarden.web.settings import Settings
from labelwarden.web.site import open_site
from labelwarden.web.trial import Asked
from labelwarden.web.workshop import TrialFailedError, Workshop
from tests.own_pack import OWN
from tests.unit.web.conftest import CLAIM, LOCAL, csrf_of, hand_in, site_of


class LastingWorkshop(Workshop):
    """Stays when its server ends, so that not every test waits for a process."""

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def shop(checker: Checker) -> Iterator[Workshop]:
    texts = {file.name: file.text for file in read_rule_files([], builtin=True).files}
    shop = LastingWorkshop(replace(checker, settle=None, _selections={}), texts)
    yield shop
    Workshop.close(shop)


@pytest.fixture
def client(open_client: Callable[..., TestClient], shop: Workshop) -> TestClient:
    client = open_client()
    site_of(client).workshop = shop
    return client


def editor(client: TestClient, code: int = 200, **asked: str) -> tuple[str, str, int]:
    """What stands in the editor: its text, the name of its file, and the line it opens at."""
    answer = client.get("/playground", params=asked)
    assert answer.status_code == code, answer.text
    found = re.search(
        r'name="file" value="([^"]*)".*?<textarea id="pack-text"[^>]*data-line="(\d+)"[^>]*>\n(.*?)</textarea>',
        answer.text,
        re.DOTALL,
    )
    assert found
    return unescape(found.group(3)), unescape(found.group(1)), int(found.group(2))


def tried(client: TestClient, rules: str, file: str = "", code: int = 200, **others: str) -> str:
    form = {"rules": rules, "file": file, **others}
    answer = client.post("/playground", data=form, headers=csrf_of(client))
    assert answer.status_code == code, answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def rule_on(client: TestClient, number: int) -> str:
    case = site_of(client).case(number)
    assert case is not None
    return case.judged[0].rule


# --- what can be opened -----------------------------------------------------------------------------------------------


def test_a_rule_is_opened_in_its_file_at_its_line(client: TestClient) -> None:
    text, name, line = editor(client, rule="us.7oh.disease-claim")
    assert name == "us/7oh"
    assert "id: us.7oh.disease-claim" in text.splitlines()[line - 1]


def test_every_file_of_the_rules_can_be_opened_words_and_relations_too(client: TestClient) -> None:
    names = [file.name for file in site_of(client).rule_files.files]
    assert {"us/7oh", "relations", "us/letters"} <= set(names)
    assert len(set(names)) == len(names)
    assert (
        editor(client, file="relations")[0].strip()
        == site_of(client).rule_files.files[names.index("relations")].text.strip()
    )


@pytest.mark.parametrize(
    "asked", [{"pack": "../x"}, {"file": "../../etc/passwd"}, {"rule": "us.no.such"}, {"file": "/etc/passwd"}]
)
def test_what_is_not_there_is_not_found(client: TestClient, asked: dict[str, str]) -> None:
    assert client.get("/playground", params=asked).status_code == 404
    form = {"rules": "pack: x", "file": "../../etc/passwd"}
    assert client.post("/playground", data=form, headers=csrf_of(client)).status_code == 404


def test_rules_of_ones_own_are_opened_and_tried_like_those_that_ship(tmp_path: Path) -> None:
    own = tmp_path / "rules" / "us"
    own.mkdir(parents=True)
    (own / "moon.yaml").write_text(OWN)
    folder = tmp_path / "rules"
    checker = Checker.load(as_of=date(2026, 11, 25), rules=[folder])
    settings = Settings(data=tmp_path / "data", rules=(folder,))
    with TestClient(make_app(open_site(settings, Judge(checker, follows_today=False))), base_url=LOCAL) as client:
        text, name, line = editor(client, rule="us.moon.dust")
        assert (text.strip(), name, line) == (OWN.strip(), "us/moon", 7)
        assert '<optgroup label="Yours"><option selected>us/moon' in client.get("/playground?rule=us.moon.dust").text
        said = tried(client, OWN.replace("any_of: [moon dust]", "any_of: [star dust]"), name, words="With moon dust")
        assert "1 rule, sound" in said
        assert "0 of 1" not in said
        assert "us.moon.dust-violated-0" in said
        assert "Gained: 0. Lost: 1." in said


# --- a new rule -------------------------------------------------------------------------------------------------------


def test_a_new_rule_is_written_with_examples_and_runs_at_once(client: TestClient) -> None:
    text, name, _ = editor(client, new="us.moon.dust", kind="forbidden-phrase", first="moon dust")
    assert (name, text.splitlines()[2].partition(" #")[0]) == ("", "pack: us.moon")
    said = tried(client, text, words="Now with moon dust")
    assert "1 rule, sound" in said
    assert "On the text: 1 found by this file" in said
    assert "Gained: 1. Lost: 0." in said


def test_a_new_rule_of_a_pack_that_is_there_stands_at_its_end(client: TestClient) -> None:
    text, name, line = editor(client, new="us.7oh.moon-dust", kind="forbidden-phrase", first="moon dust")
    assert name == "us/7oh"
    assert "id: us.7oh.moon-dust" in text.splitlines()[line - 1]
    assert "id: us.7oh.disease-claim" in text


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"new": "Moon", "kind": "forbidden-phrase", "first": "x"}, "expected an id"),
        ({"new": "us.moon.dust", "kind": "magic", "first": "x"}, "expected a kind"),
        ({"new": "us.moon.dust", "kind": "required-field", "first": "x"}, "needs to know more"),
        ({"new": "us.moon.dust", "kind": "age-restriction", "first": "old"}, "expected years"),
        ({"new": "us.moon.dust", "kind": "amount-limit", "first": "substance.7oh", "second": "much"}, "15 mg"),
        ({"new": "us.moon.dust", "kind": "forbidden-claim", "first": "condition.livr"}, "Did you mean condition.liver"),
    ],
)
def test_a_new_rule_that_cannot_be_written_says_why(client: TestClient, asked: dict[str, str], why: str) -> None:
    answer = client.get("/playground", params=asked)
    assert (answer.status_code, why in unescape(answer.text)) == (422, True)


def test_a_name_that_is_taken_is_told(client: TestClient) -> None:
    said = tried(client, OWN.replace("us.moon", "us.7oh").replace("us.7oh.dust", "us.7oh.disease-claim"))
    assert "us.7oh.disease-claim" in said
    assert "is taken by" in said
    assert "line 7, column 9" in said


# --- faults -----------------------------------------------------------------------------------------------------------


def test_faults_are_told_by_line_and_column_and_show_no_path(client: TestClient) -> None:
    text, name, _ = editor(client, pack="us.7oh")
    lines = text.splitlines()
    at = next(n for n, words in enumerate(lines, start=1) if "severity:" in words)
    column = lines[at - 1].index("severity:") + len("severity: ") + 1
    said = tried(client, text.replace("severity: ", "severity: very-", 1), name)
    assert f"line {at}, column {column}" in said
    assert "/tmp" not in said
    assert "line 3, column 1" in tried(client, "\r\nmore: [")
    assert os.sep + "rules" + os.sep not in said


def test_blank_lines_before_the_text_count(client: TestClient) -> None:
    plain = tried(client, OWN.replace("severity: major", "severity: dreadful"))
    pushed = tried(client, "\n\n" + OWN.replace("severity: major", "severity: dreadful"))
    assert "line 10, column" in plain
    assert "line 12, column" in pushed


def test_no_rules_at_all_are_refused_at_once(client: TestClient) -> None:
    tried(client, " \n ", code=422)


# --- what rules are put to --------------------------------------------------------------------------------------------


def test_a_file_as_it_is_changes_nothing_and_a_changed_one_tells_what_the_queue_gains_and_loses(
    client: TestClient,
) -> None:
    number = hand_in(client, CLAIM)
    hand_in(client, CLAIM.replace("Cures gout within days", "A good source of fiber"))
    rule = rule_on(client, number)
    text, name, _ = editor(client, rule=rule)
    as_it_is = tried(client, text, name, words=CLAIM, target="queue")
    assert "Gained: 0. Lost: 0. 0 of 3 labels differ." in as_it_is
    assert rule in as_it_is
    gone = re.sub(rf"(id: {re.escape(rule)}\n(?:.*\n)*?    severity: )\w+", r"\1note", text, count=1)
    assert gone != text
    said = tried(client, gone, name, target="queue")
    assert f"Severity: 1 by {rule}" in said
    assert "Quiet Oats" in said
    assert "→ note" in said


def test_one_label_of_the_queue_can_be_chosen(client: TestClient) -> None:
    number = hand_in(client, CLAIM + "warnings: [With moon dust]\n")
    said = tried(client, OWN, target="label", label=str(number))
    assert "Gained: 1. Lost: 0. 1 of 1 label differs." in said
    assert "Gained: 1 by us.moon.dust Quiet Oats : “ moon dust ”" in said
    tried(client, OWN, target="label", label="99", code=404)


def test_a_catalogue_is_tried_without_being_kept(client: TestClient) -> None:
    rows = "id,title,description\n" + "".join(
        f"{n},Oats {n},{'With moon dust' if n % 2 else 'Plain'}\n" for n in range(1, 8)
    )
    answer = client.post(
        "/playground",
        data={"rules": OWN, "file": "", "target": "catalogue"},
        files={"catalogue": ("../../etc/shop.csv", rows.encode())},
        headers=csrf_of(client),
    )
    said = " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
    assert "Gained: 4. Lost: 0. 4 of 7 labels differ." in said
    assert "row 1, Oats 1" in said
    assert site_of(client).items.queue() == []


def test_of_a_large_catalogue_the_first_products_are_tried_and_that_is_told(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "MOST_PRODUCTS", 5)
    file = tmp_path / "shop.csv"
    texts = {one.name: one.text for one in read_rule_files([], builtin=True).files}
    for count, is_cut in ((5, False), (6, True)):
        file.write_text("id,title,description\n" + "".join(f"{n},Oats,With moon dust\n" for n in range(count)))
        asked = Asked(OWN, date(2026, 11, 25), catalogue=file)
        found = trial.Bench(checker, texts).try_rules(asked)
        assert found.compared is not None
        assert (found.compared.labels, found.compared.gained, found.compared.is_cut) == (5, 5, is_cut)


@pytest.mark.parametrize("upload", [("shop.csv", b"\x00\x01\x02"), ("photo.png", b"\x89PNG\r\n\x1a\n")])
def test_a_catalogue_that_is_none_is_told_without_a_path(client: TestClient, upload: tuple[str, bytes]) -> None:
    form = {"rules": OWN, "target": "catalogue"}
    answer = client.post("/playground", data=form, files={"catalogue": upload}, headers=csrf_of(client))
    assert answer.status_code == 200
    assert "It could not be put to that" in answer.text
    assert "/tmp" not in answer.text


def test_a_catalogue_that_was_not_chosen_is_asked_for(client: TestClient) -> None:
    assert "Choose a catalogue" in tried(client, OWN, target="catalogue", code=422)


def test_a_faulty_label_is_told_and_its_line(client: TestClient) -> None:
    said = tried(client, OWN, words="product: Oats\nclaims: {a: 1}\n")
    assert "It could not be put to that" in said
    assert "line 2" in said


def test_words_that_other_rules_share_can_be_edited_too(client: TestClient) -> None:
    number = hand_in(client, CLAIM)
    site = site_of(client)
    words = next(file for file in site.rule_files.files if not file.pack and re.search(r"\bgout\b", file.text))
    without = re.sub(r"\bgout\b", "zzgout", words.text)
    said = tried(client, without, words.name, target="label", label=str(number))
    assert "0 rules, sound" in said
    assert "Gained: 0. Lost:" in said
    assert "Lost: 0" not in said


def test_a_file_that_changes_on_the_disk_meanwhile_does_not_count(tmp_path: Path) -> None:
    file = tmp_path / "moon.yaml"
    file.write_text(OWN)
    checker = Checker.load(as_of=date(2026, 11, 25), rules=[file])
    site = open_site(Settings(data=tmp_path / "data", rules=(file,)), Judge(checker, follows_today=False))
    file.write_text("no rules at all")
    try:
        found = site.workshop.run(Asked(OWN, date(2026, 11, 25), "moon", words="With moon dust"))
        assert (found.faults, found.rules, [seen.rule for seen in found.found]) == ((), 1, ["us.moon.dust"])
        assert found.compared is not None
        assert found.compared.changes == ()
    finally:
        site.workshop.close()
        site.database.close()


# --- the process ------------------------------------------------------------------------------------------------------


def test_a_trial_that_takes_too_long_is_ended_and_the_next_one_works(client: TestClient) -> None:
    shop = site_of(client).workshop
    tried(client, OWN)
    first = shop._process
    assert first is not None
    pid = first.pid
    assert pid is not None
    shop.seconds = 0.01
    with pytest.raises(TrialFailedError, match="longer than"):
        shop.run(Asked(OWN, date(2026, 11, 25)))
    assert not Path(f"/proc/{pid}").exists() or not Path("/proc").exists()
    shop.seconds = 60
    assert "1 rule, sound" in tried(client, OWN)


def test_a_process_that_dies_is_told_and_the_next_one_works(client: TestClient) -> None:
    shop = site_of(client).workshop
    tried(client, OWN)
    assert shop._process is not None
    shop._process.kill()
    shop._process.join()
    assert "1 rule, sound" in tried(client, OWN)


def test_trials_come_one_after_the_other(client: TestClient) -> None:
    shop = site_of(client).workshop
    shop.seconds = 0.05
    with shop._lock, pytest.raises(TrialFailedError, match="somebody else"):
        shop.run(Asked(OWN, date(2026, 11, 25)))


def test_the_dashboard_counts_verdicts_and_the_share_that_was_dismissed(client: TestClient) -> None:
    numbers = [hand_in(client, CLAIM), hand_in(client, CLAIM)]
    for number, kind in zip(numbers, ("accept", "dismiss"), strict=True):
        case = site_of(client).case(number)
        assert case is not None
        form = {"kind": kind, "reason": "a quotation"}
        client.post(f"/labels/{number}/findings/{case.judged[0].fingerprint}", data=form, headers=csrf_of(client))
    text = client.get("/dashboard").text
    assert re.search(r'<td>\d{4}-\d\d-\d\d</td><td class="num">2</td>', text)
    assert '<rect class="day-fail"' in text
    assert '50 % <span class="faint">(9 to 91)</span>' in text
