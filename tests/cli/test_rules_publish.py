from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from labelwarden.rules.kinds import KINDS
from labelwarden.rules.schema import schema_of_all
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("kind", ["pack", "vocabulary", "relations", "contexts"])
def test_schema_is_json_schema(run: Run, kind: str) -> None:
    schema = json.loads(run("rules", "schema", "--kind", kind).out)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert kind in schema["properties"]
    assert schema["additionalProperties"] is False


def test_the_schema_of_all_files_tells_them_apart_by_their_first_key(run: Run) -> None:
    schema = json.loads(run("rules", "schema").out)
    chosen = schema
    for kind in KINDS:
        assert chosen["if"] == {"required": [kind]}
        assert kind in schema["$defs"][chosen["then"]["$ref"].rpartition("/")[2]]["properties"]
        chosen = chosen["else"]
    assert set(chosen["properties"]) == set(KINDS)


def test_the_schema_explains_fields_and_takes_one_scope_or_many() -> None:
    parts = schema_of_all()["$defs"]

    assert parts["ForbiddenSubstance"]["properties"]["elsewhere"]["description"].startswith("How sure a name outside")
    assert parts["BasisModel"]["properties"]["cite"]["description"].startswith("The citation")
    when = parts["RuleModel"]["properties"]["when"]
    assert [choice.get("type", "scope") for choice in when["anyOf"]] == ["scope", "array"]
    check = parts["RuleModel"]["properties"]["check"]
    assert {kind["const"] for kind in check["properties"]["kind"]["anyOf"]} >= {"forbidden-claim", "amount-limit"}
    assert len(check["allOf"]) == len(check["properties"]["kind"]["anyOf"])


def test_the_schema_in_docs_is_current() -> None:
    written = json.loads((ROOT / "docs" / "rule.schema.json").read_text(encoding="utf-8"))

    assert written == schema_of_all(), "docs/rule.schema.json is stale: run make docs and commit the result"


def test_every_rule_gets_a_page_and_stands_in_every_list(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    ended = run("rules", "docs", "--output", "pages", *pack)

    assert (ended.code, ended.out, ended.err) == (0, "", "3 rules: pages/README.md\n")
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "pages").iterdir()}
    assert set(pages) == {
        "README.md",
        "by-law.md",
        "by-product.md",
        "reference.md",
        "us.demo.lot.md",
        "us.demo.maybe.md",
        "us.demo.miracle.md",
    }
    for rule in ("us.demo.lot", "us.demo.maybe", "us.demo.miracle"):
        assert all(f"]({rule}.md)" in pages[name] for name in ("README.md", "by-law.md", "by-product.md"))
    miracle = pages["us.demo.miracle.md"]
    assert "[21 U.S.C. 343(a)](https://uscode.house.gov/) (verified, looked at 2026-11-20)" in miracle
    assert "- miracle cure\n" in miracle
    assert "Example Botanicals (2025-06-25)" in miracle


def test_the_reference_has_every_key_of_every_model(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    run("rules", "docs", "--output", "pages", *pack)
    reference = (tmp_path / "pages" / "reference.md").read_text(encoding="utf-8")

    for name, part in schema_of_all()["$defs"].items():
        if name not in {"Form", "Phrase"}:
            for key in part.get("properties", {}):
                assert f"| `{key}` |" in reference, f"{name}.{key}"
    assert "### check `forbidden-claim`" in reference


def test_pages_are_the_same_each_time(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    for folder in ("one", "two"):
        run("rules", "docs", "--output", folder, "--site", f"{folder}/site", *pack)
    of_one, of_two = (
        {path.relative_to(tmp_path / f): path.read_bytes() for path in (tmp_path / f).rglob("*") if path.is_file()}
        for f in ("one", "two")
    )

    assert of_one == of_two


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value is not None:
                self.found.append(value)
            if name == "id" and value is not None:
                self.ids.add(value)


def test_the_site_works_from_disk_and_asks_nothing_of_the_net(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    run("rules", "docs", "--site", "site", *pack)
    site = tmp_path / "site"
    pages = list(site.rglob("*.html"))

    assert {page.name for page in pages} >= {"index.html", "by-law.html", "us.demo.miracle.html"}
    for page in pages:
        links = _Links()
        links.feed(page.read_text(encoding="utf-8"))
        for link in links.found:
            if link.startswith("#"):
                assert link[1:] in links.ids
            elif not link.startswith(("https://uscode.house.gov/", "data:")):
                assert (page.parent / link).is_file(), f"{page.name} leads to {link}, which is not there"
    assert "fetch(" not in (site / "search.js").read_text(encoding="utf-8")


def test_the_words_of_the_search_hold_law_letters_and_terms(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    run("rules", "docs", "--site", "site", *pack)
    script = (tmp_path / "site" / "words.js").read_text(encoding="utf-8")
    words = {rule["id"]: rule["words"] for rule in json.loads(re.sub(r"^const RULES = |;\n$", "", script))}

    assert all(word in words["us.demo.miracle"] for word in ("343(a)", "example botanicals", "miracle cure"))


def test_text_of_a_rule_is_no_markup(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "packs" / "us" / "demo.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Promises a miracle", "Promises <b>a</b> *miracle*"))
    run("rules", "docs", "--output", "pages", "--site", "site", *pack)

    assert r"Promises \<b\>a\</b\> \*miracle\*" in (tmp_path / "pages/us.demo.miracle.md").read_text(encoding="utf-8")
    assert "Promises &lt;b&gt;a&lt;/b&gt;" in (tmp_path / "site/rules/us.demo.miracle.html").read_text(encoding="utf-8")


def test_docs_wants_a_folder(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("rules", "docs", *pack)

    assert ended.code == 2
    assert "expected --output DIR" in ended.err
