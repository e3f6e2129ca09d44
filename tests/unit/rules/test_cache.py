"""Compiled rules from the cache: the same ones, or none where they cannot be trusted."""

from __future__ import annotations

import os
import pickle
import sys
import zlib
from pathlib import Path

import pytest

from labelwarden.rules import cache
from labelwarden.rules.open import open_rulebook
from labelwarden.rules.rulebook import Rulebook
from labelwarden.text.printed import Text
from tests.unit.rules.packs import load, pack, rule

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="without owners and modes of files there is no cache")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache."""
    monkeypatch.setenv("LABELWARDEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "rules"


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return load(tmp_path / "rules")


@pytest.fixture(autouse=True)
def _apart(kept: Path) -> None:
    """No test writes to the cache of the person who runs it."""
    assert not kept.exists()


def only_file(kept: Path) -> Path:
    (path,) = kept.glob("*.pickle")
    return path


def test_what_is_kept_finds_what_was_compiled(book: Rulebook, kept: Path) -> None:
    cache.save(book)
    again = cache.load(book.digest)
    assert again is not None
    assert again.digest == book.digest
    assert [rule.id for rule in again.rules] == [rule.id for rule in book.rules]
    text = Text("treats back ache")
    found = [(hit.start, hit.end, hit.term.paths) for hit in again.matcher.scan(text).all()]
    assert found == [(hit.start, hit.end, hit.term.paths) for hit in book.matcher.scan(text).all()]
    assert kept.stat().st_mode & 0o777 == 0o700
    assert only_file(kept).stat().st_mode & 0o777 == 0o600


def test_other_rules_are_not_taken_from_it(book: Rulebook) -> None:
    cache.save(book)
    assert cache.load("0" * 64) is None


def test_a_changed_file_is_compiled_anew(tmp_path: Path, book: Rulebook, kept: Path) -> None:
    folder = tmp_path / "rules"
    assert open_rulebook([folder], builtin=False).digest == book.digest
    assert len(list(kept.glob("*.pickle"))) == 1
    (folder / "us" / "x.yaml").write_text(pack(rule(severity="minor")), encoding="utf-8")
    assert [each.severity for each in open_rulebook([folder], builtin=False).rules] == ["minor"]


def test_nothing_is_kept_where_it_is_not_wanted(book: Rulebook, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABELWARDEN_CACHE", "off")
    cache.save(book)
    assert not kept.parent.exists()


def test_the_folder_that_is_named_may_be_open_to_others(book: Rulebook, kept: Path) -> None:
    kept.parent.mkdir()
    kept.parent.chmod(0o755)
    cache.save(book)
    assert kept.stat().st_mode & 0o777 == 0o700
    assert cache.load(book.digest) is not None


def test_what_is_used_stays_when_others_come(tmp_path: Path, book: Rulebook, kept: Path) -> None:
    cache.save(book)
    os.utime(only_file(kept), (0, 0))
    others = [load(tmp_path / f"{n}", {"us/x.yaml": pack(rule(remedy=f"Say {n} less."))}) for n in range(4)]
    for number, other in enumerate(others[:3]):
        cache.save(other)
        os.utime(kept / cache._name(other.digest), (number + 1, number + 1))
    assert cache.load(book.digest) is not None
    cache.save(others[3])
    assert cache.load(book.digest) is not None
    assert cache.load(others[0].digest) is None


@pytest.mark.parametrize("mode", [0o622, 0o660, 0o666])
def test_a_file_that_others_can_write_is_not_read(book: Rulebook, kept: Path, mode: int) -> None:
    cache.save(book)
    only_file(kept).chmod(mode)
    assert cache.load(book.digest) is None


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o777])
def test_a_folder_that_others_can_enter_is_not_used(book: Rulebook, kept: Path, mode: int) -> None:
    cache.save(book)
    kept.chmod(mode)
    assert cache.load(book.digest) is None


def test_a_link_is_not_followed(tmp_path: Path, book: Rulebook, kept: Path) -> None:
    cache.save(book)
    path = only_file(kept)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert cache.load(book.digest) is None


def test_something_else_than_rules_is_not_taken(book: Rulebook, kept: Path) -> None:
    cache.save(book)
    path = only_file(kept)
    data = pickle.dumps({"digest": book.digest})
    path.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
    assert cache.load(book.digest) is None


def test_a_file_that_is_damaged_is_no_error(book: Rulebook, kept: Path) -> None:
    cache.save(book)
    path = only_file(kept)
    whole = path.read_bytes()
    for size in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:size])
        assert cache.load(book.digest) is None
        path.write_bytes(whole[:size] + bytes([whole[size] ^ 0x15]) + whole[size + 1 :])
        assert cache.load(book.digest) is None


def test_only_the_latest_few_are_kept(tmp_path: Path, kept: Path) -> None:
    for number in range(7):
        cache.save(load(tmp_path / "rules", {"us/x.yaml": pack(rule(tags=[f"t{number}"]))}))
    assert len(list(kept.glob("*.pickle"))) == 4
    assert not [path for path in kept.iterdir() if path.suffix != ".pickle"]
