from __future__ import annotations

import time
from pathlib import Path
from xml.dom import minidom

import pytest
from inline_snapshot import snapshot

from labelwarden.errors import UsageError
from tests.cli.conftest import PACK, Run


def test_validate_runs_the_examples_of_the_files_named(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "packs" / "us" / "demo.yaml"
    file.write_text(PACK.replace("met: [Plain oats]", "met: [The miracle cure]"), encoding="utf-8")

    ended = run("rules", "validate", "packs", "--no-builtin-rules")
    assert ended.code == 3
    assert 'example under "met" came out as violated; expected met' in ended.out
    assert ended.out.endswith("1 fault in 1 file: examples that do not hold\n")
    assert run("rules", "validate", "packs", "--no-builtin-rules", "--no-examples").code == 0
    assert pack


@pytest.mark.usefixtures("pack")
def test_validate_shows_examples_that_fail_beside_faults_of_other_rules(run: Run, tmp_path: Path) -> None:
    demo = tmp_path / "packs" / "us" / "demo.yaml"
    text = demo.read_text(encoding="utf-8").replace("severity: minor", "severity: tiny")
    demo.write_text(text.replace("violated: [A miracle cure]", "violated: [A wonder]"), encoding="utf-8")
    (tmp_path / "packs" / "us" / "more.yaml").write_text("pack: us.more\nrules: [\n", encoding="utf-8")
    ended = run("rules", "validate", "--no-builtin-rules", "packs")

    assert ended.code == 3
    line = text[: text.index("violated: [A miracle cure]")].count("\n") + 1
    assert "`severity`: expected" in ended.out
    assert "more.yaml:3:1  not YAML" in ended.out
    assert f'demo.yaml:{line}:27  us.demo.miracle: example under "violated" came out as met' in ended.out
    assert ended.out.endswith("3 faults in 2 files, nothing loaded\n")


@pytest.mark.usefixtures("pack")
def test_without_a_vocabulary_no_example_is_said_to_fail(run: Run, tmp_path: Path) -> None:
    demo = tmp_path / "packs" / "us" / "demo.yaml"
    text = demo.read_text(encoding="utf-8")
    demo.write_text(text.replace("violated: [A miracle cure]", "violated: [A wonder]"), encoding="utf-8")
    (tmp_path / "packs" / "words.yaml").write_text("vocabulary: wonder\ngroups: 3\n", encoding="utf-8")
    ended = run("rules", "validate", "--no-builtin-rules", "packs")

    assert ended.code == 3
    assert "us.demo.miracle" not in ended.out
    assert ended.out.endswith("in 1 file, nothing loaded; examples were not run\n")


def test_coverage_lists_what_no_example_exercises(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "packs" / "us" / "demo.yaml"
    file.write_text(PACK.replace("any_of: [miracle cure]", "any_of: [miracle cure, wonder pill]"), encoding="utf-8")

    assert run("rules", "test", "--coverage", *pack).out == snapshot("""\
us.demo.lot      1 of 1 parts  (1 violated, 1 met, 1 near miss)
us.demo.maybe    1 of 1 parts  (1 violated, 1 met, 1 near miss)
us.demo.miracle  2 of 3 parts  (1 violated, 1 met, 1 near miss)
    no example: any_of wonder pill
parts of rules that an example exercises: 4 of 5 (80%)
9 examples of 3 rules: none failed
""")


def test_junit_has_a_case_for_each_example(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    wrong = PACK.replace("violated: [A miracle cure]", 'violated: [A miracle cure, "It <heals> \\a"]')
    (tmp_path / "packs" / "us" / "demo.yaml").write_text(wrong, encoding="utf-8")

    assert run("rules", "test", "--junit", "out.xml", *pack).code == 1
    document = minidom.parse(str(tmp_path / "out.xml"))
    cases = document.getElementsByTagName("testcase")
    (failure,) = document.getElementsByTagName("failure")
    assert len(cases) == 10
    assert {case.getAttribute("classname") for case in cases} == {"us.demo.lot", "us.demo.maybe", "us.demo.miracle"}
    assert failure.getAttribute("message").startswith('example under "violated" came out as met')
    assert "terms: none" in failure.toxml()


def test_watch_runs_again_on_a_change_and_outlives_a_faulty_file(
    run: Run, pack: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "packs" / "us" / "demo.yaml"
    states = iter([PACK, "pack: [", PACK.replace("met: [Plain oats]", "met: [Plain oats, Rice]")])

    def sleep(_seconds: float) -> None:
        try:
            file.write_text(next(states), encoding="utf-8")
        except StopIteration:
            raise UsageError("enough") from None

    monkeypatch.setattr(time, "sleep", sleep)
    ended = run("rules", "test", "--watch", *pack)

    # Nothing changed the first time, so it ran three times, of which one could not.
    assert ended.out == "9 examples of 3 rules: none failed\n10 examples of 3 rules: none failed\n"
    assert "not YAML" in ended.err
    assert ended.err.endswith("enough\n")
