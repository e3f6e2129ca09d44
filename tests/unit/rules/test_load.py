"""Rule files become a rulebook, or every fault of them with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from labelwarden.errors import EXIT_RULES, Fault, RuleError
from labelwarden.findings.scales import Category, Confidence, Severity, Status, Sureness
from tests.unit.rules.packs import ACTIONS, RELATIONS, TERMS, load, pack, rule

FAULTY = """\
pack: us.x
title: A pack
version: 2026.11.1
jurisdiction: US
authority: FDA
rules:
  - id: us.x.claim
    title: Claims to treat a disease
    title: Claims to cure a disease
    rationale: Such a claim makes the product a drug.
    severity: critcal
    check: {kind: forbidden-clam, about: [condition]}
    message: '"{quot}" presents {product} as a treatment'
    basis: [{cite: 21 U.S.C. 355(a), source: verified, as_of: 2026-11-31}]
    exmples: {}
    remedy: Leave the claim out.
"""


def faults(folder: Path, files: dict[str, str], **options: Any) -> list[Fault]:
    with pytest.raises(RuleError) as caught:
        load(folder, files, **options)
    assert caught.value.exit_code == EXIT_RULES
    return [
        Fault(Path(f.file).relative_to(folder).as_posix(), f.line, f.column, f.message, f.help)
        for f in caught.value.faults
    ]


def test_what_a_rule_says_arrives(tmp_path: Path) -> None:
    (found,) = load(tmp_path).rules
    assert (found.id, found.jurisdiction, found.pack.id, found.pack.version) == (
        "us.x.claim",
        "US",
        "us.x",
        "2026.11.1",
    )
    assert (found.severity, found.confidence, found.status, found.source) == (
        Severity.CRITICAL,
        Confidence.HIGH,
        Status.STABLE,
        Sureness.VERIFIED,
    )
    assert (found.category, found.surface, found.when) == (Category.CLAIM, "both", ())


def test_every_fault_of_a_rule_is_told_at_once_with_its_place_and_what_to_do(tmp_path: Path) -> None:
    found = faults(tmp_path, {"us/x.yaml": FAULTY})
    expected = [
        (7, "`examples` is missing"),
        (9, 'key "title" stands here a second time'),
        (11, "`severity`: expected"),
        (12, "unknown kind of check 'forbidden-clam'"),
        (13, "`message`: unknown placeholder {quot}"),
        (14, "`as_of`: expected a date such as"),
        (15, 'unknown key "exmples"'),
    ]
    assert [(f.line, f.message[: len(words)]) for f, (_, words) in zip(found, expected, strict=True)] == expected
    assert all(f.column > 1 for f in found)
    helps = " ".join(f.help for f in found)
    for near in ("critical", "forbidden-claim", "examples"):
        assert f"Did you mean {near}?" in helps


def test_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {"us/x.yaml": FAULTY, "us/y.yaml": "pack: [", "z.yaml": "what: now", "terms/condition.yaml": TERMS + "x: y\n"},
    )
    assert {f.file for f in found} == {"us/x.yaml", "us/y.yaml", "z.yaml", "terms/condition.yaml"}
    # What the refused vocabulary defines is not reported as unknown all over.
    assert not [f for f in found if "unknown group" in f.message]


def refused(at: str, message: str, help: str, **files: str) -> tuple[dict[str, str], str, str, str]:
    names = {"pack": "us/x.yaml", "other": "us/y.yaml", "terms": "terms/a.yaml"}
    return {names.get(name, f"{name}.yaml"): text for name, text in files.items()}, at, message, help


@pytest.mark.parametrize(
    ("files", "at", "message", "help"),
    [
        refused("us.x", 'pack "us.x" lies in a file for "us.y"', "Write `pack: us.y`.", other=pack()),
        refused(
            "us.y.claim",
            'rule id "us.y.claim" does not begin with the pack\'s name',
            "Write `id: us.x.claim`.",
            pack=pack(rule("us.y.claim")),
        ),
        refused("us.x.claim", 'rule id "us.x.claim" is taken by', "Ids are unique", pack=pack(rule(), rule())),
        refused(
            "us.x.b",
            'rule id "us.x.claim" is taken by',
            "old ones too.",
            pack=pack(rule(), rule("us.x.b", replaces=["us.x.claim"])),
        ),
        refused(
            "condition.pian",
            'unknown group of terms "condition.pian"',
            "Did you mean condition.pain?",
            pack=pack(rule(check={"kind": "forbidden-claim", "about": ["condition.pian"]})),
        ),
        refused(
            "instead of {drug}",
            'unknown group of terms "drug"',
            "",
            pack=pack(rule(check={"kind": "forbidden-phrase", "any_of": ["instead of {drug}"]})),
        ),
        refused(
            "on-on",
            'unknown relation "on-on"',
            "",
            pack=pack(rule(check={"kind": "forbidden-claim", "about": ["condition"], "relations": ["on-on"]})),
        ),
        refused(
            "acted-onn",
            'unknown group or relation "acted-onn"',
            "Did you mean acted-on?",
            pack=pack(rule(when={"claims": ["acted-onn"]})),
        ),
        refused(
            "cue.none",
            'unknown group of terms "cue.none"',
            "",
            contexts="contexts:\n  - {id: a, reason: r, cue: [condition], needs: [cue.none]}\n",
        ),
        refused("acted-on", "is taken by", "unique", relations=RELATIONS + RELATIONS.strip().partition("\n")[2]),
        refused("", "expected one of `pack:`, `vocabulary:`", "", empty="\n"),
        refused("- a", "expected one of `pack:`", "", list="- a\n"),
        refused(
            "['!!'", 'the form "!!" has no word', "", terms=ACTIONS.replace("treat", "'!!'").replace("action", "b")
        ),
        refused("[''", 'the form "" has no word', "", terms=ACTIONS.replace("treat", "''").replace("action", "b")),
        refused(
            "",
            "lies before",
            "",
            pack=pack(rule(effective_from="2026-02-01", effective_to="2026-01-01")),
        ),
        refused(
            "",
            "status: experimental",
            "",
            pack=pack(rule(basis=[{"cite": "A law", "source": "unconfirmed", "as_of": "2026-01-01"}])),
        ),
        refused("vitamin", "expected 'dietary_supplement'", "", pack=pack(rule(when={"type": ["vitamin"]}))),
        refused("{}", "expected at least one condition", "", pack=pack(rule(when=[{}]))),
        refused("[]", "at least 1", "", pack=pack(rules=[])),
        refused(
            "",
            "in linear time",
            "",
            pack=pack(rule(check={"kind": "forbidden-phrase", "pattern": "(?=a)", "literal": "ab"})),
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, files: dict[str, str], at: str, message: str, help: str) -> None:
    (fault,) = faults(tmp_path, files)
    ((name, text),) = files.items()
    assert message in fault.message
    assert help in fault.help
    assert fault.file == name
    assert text.splitlines()[fault.line - 1][fault.column - 1 :].strip("'").startswith(at)


@pytest.mark.parametrize("message", ["{quote:>999999999} is long", "{quote!r} is quoted", "{quote:{about}} is nested"])
def test_a_placeholder_takes_no_format(tmp_path: Path, message: str) -> None:
    (fault,) = faults(tmp_path, {"us/x.yaml": pack(rule(message=message))})
    assert "write {quote} alone: a placeholder takes no format" in fault.message


@pytest.mark.parametrize("message", ["{} is none", "{0} is none", "{quote.real} is none", "{quote[0]} is none"])
def test_a_placeholder_is_one_of_the_known_names(tmp_path: Path, message: str) -> None:
    (fault,) = faults(tmp_path, {"us/x.yaml": pack(rule(message=message))})
    assert "unknown placeholder" in fault.message


def test_a_file_that_is_no_text_and_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "us").mkdir()
    (tmp_path / "us" / "x.yaml").write_bytes(b"pack: \xff")
    (fault,) = faults(tmp_path, {}, terms=False)
    assert fault.message == "not UTF-8 text (byte 6)"
    with pytest.raises(RuleError, match="no such file or folder of rules"):
        load(tmp_path / "none", {}, terms=False)


def test_a_file_that_is_named_alone_need_not_lie_in_its_place(tmp_path: Path) -> None:
    from labelwarden.rules.load import load_rulebook

    load(tmp_path)
    odd = tmp_path / "draft.yaml"
    (tmp_path / "us" / "x.yaml").rename(odd)
    paths = [odd, tmp_path / "terms", tmp_path / "relations.yaml"]
    assert [rule.id for rule in load_rulebook(paths, builtin=False).rules] == ["us.x.claim"]


def test_derived_forms_are_found_and_phrases_of_rules_too(tmp_path: Path) -> None:
    book = load(
        tmp_path,
        {
            "us/x.yaml": pack(
                rule(when={"says": ["not for sale"]}),
                rule("us.x.b", check={"kind": "forbidden-phrase", "any_of": ["cure all"]}),
            )
        },
    )
    words = {b" ".join(entry.words).decode() for entry in book.matcher.lexicon.entries}
    assert {"pains", "back aches", "treats", "treating", "fought", "not for sale", "cure all"} <= words
    assert {form.path for form in book.forms} == {
        "condition.pain",
        "condition.cancer",
        "substance.7oh",
        "action.strong",
    }
    assert [entry.finite for entry in book.matcher.lexicon.entries if entry.words == (b"treats",)] == [True]


def test_a_form_may_need_one_group_or_one_of_several(tmp_path: Path) -> None:
    terms = """
vocabulary: condition
language: en
title: Conditions
plane: content
groups:
  eye: {forms: [macula, {form: AMD, case: upper, only_with: [condition.eye, condition.ear]}]}
  ear: {forms: [tinnitus, {form: TTS, only_with: condition.ear}]}
"""
    book = load(tmp_path, {"terms/condition.yaml": terms, "us/x.yaml": pack(rule())})
    needing = {entry.words: entry.only_with for entry in book.matcher.lexicon.entries if entry.only_with}
    assert needing == {(b"amd",): ("condition.eye", "condition.ear"), (b"tts",): ("condition.ear",)}


def test_a_framed_form_counts_inside_the_frames_alone(tmp_path: Path) -> None:
    terms = """
vocabulary: condition
language: en
title: Conditions
plane: content
inflect: noun
frames: [treats *, "* patients"]
groups:
  nerve: {forms: [{form: MS, framed: true}]}
"""
    book = load(tmp_path, {"terms/condition.yaml": terms, "us/x.yaml": pack(rule())})
    words = {
        b" ".join(entry.words).decode() for entry in book.matcher.lexicon.entries if "condition.nerve" in entry.paths
    }
    assert words == {"treats ms", "ms patients"}


def test_two_runs_give_the_same_rules_and_digest_and_a_change_another(tmp_path: Path) -> None:
    one, other = load(tmp_path), load(tmp_path)
    assert one.digest == other.digest
    assert one.matcher.lexicon.entries == other.matcher.lexicon.entries
    assert load(tmp_path, {"us/x.yaml": pack(rule(severity="minor"))}).digest != one.digest
