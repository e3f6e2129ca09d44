"""Rule files read again and again, one of them changed each time."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from labelwarden.errors import Fault, RuleError
from labelwarden.rules.files import Source
from labelwarden.rules.load import compile_rulebook
from labelwarden.rules.read import Reader
from labelwarden.rules.uncollected import uncollected
from labelwarden.yamlfile.reader import read_yaml
from tests.unit.rules.packs import ACTIONS, RELATIONS, SUBSTANCES, TERMS, pack, rule


def source(name: str, text: str) -> Source:
    return Source(Path("rules", name), Path("rules"), text.encode())


SHARED = [
    source("terms/condition.yaml", TERMS),
    source("terms/substance.yaml", SUBSTANCES),
    source("terms/action.yaml", ACTIONS),
    source("relations.yaml", RELATIONS),
]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were parsed."""
    files: list[str] = []

    def noted(text: str, file: str, faults: list[Fault] | None = None) -> object:
        files.append(file)
        return read_yaml(text, file, faults)

    monkeypatch.setattr("labelwarden.rules.read.read_yaml", noted)
    return files


def test_only_what_changed_is_parsed_and_the_rulebook_is_the_same(parsed: list[str]) -> None:
    reader = Reader()
    compile_rulebook([*SHARED, source("us/x.yaml", pack())], reader)
    parsed.clear()
    changed = [*SHARED, source("us/x.yaml", pack(rule(severity="minor")))]
    again = compile_rulebook(changed, reader)
    assert parsed == ["rules/us/x.yaml"]
    anew = compile_rulebook(changed)
    assert again.digest == anew.digest
    assert list(map(repr, again.rules)) == list(map(repr, anew.rules))
    assert again.matcher.lexicon.entries == anew.matcher.lexicon.entries


def test_faults_are_told_each_time() -> None:
    reader = Reader()
    for text in (pack(name="us.y"), pack(rule(severity="tiny")), "pack: us.x\nrules: ["):
        files = [*SHARED, source("us/x.yaml", text)]
        told = []
        for _ in range(2):
            with pytest.raises(RuleError) as refused:
                compile_rulebook(files, reader)
            told.append(refused.value.faults)
        assert told[0] == told[1]


def test_what_has_gone_is_not_kept(parsed: list[str]) -> None:
    reader = Reader()
    first, second = source("us/x.yaml", pack()), source("us/x.yaml", pack(rule(severity="minor")))
    for one in (first, second, first):
        compile_rulebook([*SHARED, one], reader)
    assert parsed.count("rules/us/x.yaml") == 3


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_collected_as_before(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
