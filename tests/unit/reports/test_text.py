from __future__ import annotations

import re
from dataclasses import replace

import pytest
from inline_snapshot import snapshot

from labelwarden.findings.finding import LabelResult
from labelwarden.findings.observation import Considered
from labelwarden.findings.scales import Outcome, Verdict
from labelwarden.reports.checked import Checked
from labelwarden.reports.layout import Line, as_text, coloured
from labelwarden.reports.text import TextOptions, closing_lines, label_lines, verdict_line
from labelwarden.reports.visible import cells
from tests.unit.reports.results import AGE, CLAIM, RESULT

NARROW = TextOptions(width=84)


def written(result: LabelResult, options: TextOptions = NARROW) -> str:
    return "".join(as_text(line) for line in label_lines(Checked(result, ("US", "US-NY")), options))


def test_a_label_with_findings() -> None:
    assert written(RESULT) == snapshot("""\
Calm Drops · dietary supplement · US, US-NY                                     FAIL
front.png
read 96 % of the ink of front.png
note: two products on one picture

  critical  Claims to end pain                                          us.demo.pain
            front Ends back
                  ~~~~~~~~~
                  pain today
                  ~~~~
            why   "Ends back pain" presents Calm Drops as a treatment
            also  flagged by us.demo.broad
            law   21 U.S.C. 355(a) · letters: Maker 1 (2025-06-21), Maker 2
                  (2025-06-22), Maker 3 (2025-06-23), 2 more
            do    Take the claim out.

  major     No age limit (low confidence: a person has to look, experimental rule)
            us-ny.demo.age
            where found nowhere in front, back
            why   Calm Drops states no age limit
            law   US-NY: A bill (not confirmed)
            do    Print it.

  considered, not flagged (1)
    back "cure anything": the effect is denied
  not visible on what was given (6): No lot number 0; No lot number 1; No lot number
  2; No lot number 3; 2 more with --checklist
  2 violated · 6 not visible        explain one: labelwarden rules show us.demo.pain

""")


def test_neighbours_of_one_rule_share_its_title_and_its_law() -> None:
    again = replace(CLAIM, message="Another message", fingerprint="1")
    text = written(replace(RESULT, findings=(CLAIM, again)))

    assert text.count("Claims to end pain  ") == 1
    assert text.count("~~~~~~~~~") == 2
    assert text.count("355(a)") == 1
    assert "Another message" in text


def test_a_rule_that_comes_again_further_down_refers_to_its_law_above() -> None:
    text = written(replace(RESULT, findings=(CLAIM, AGE, replace(CLAIM, outcome=Outcome.UNDETERMINED))))

    assert text.count("355(a)") == 1
    assert "law   as above" in text
    assert "(could not be judged)" in text


def test_a_label_that_could_not_be_read_says_why() -> None:
    unread = LabelResult("lost.png", None, None, Verdict.ERROR, error="there is no such file")

    assert "ERROR" in written(unread)
    assert "there is no such file" in written(unread)
    assert "met" not in written(unread)
    assert as_text(verdict_line(unread)) == "ERROR   lost.png · there is no such file\n"


def test_what_was_spared_is_counted_in_full_and_listed_in_part() -> None:
    spared = tuple(Considered("us.demo.pain", f"cure {n}", "back", n, n + 5, "it is denied") for n in range(10))
    text = written(replace(RESULT, considered=spared))

    assert "considered, not flagged (10)" in text
    assert text.count("it is denied") == 6
    assert "… 4 more with --considered" in text


def test_the_checklist_names_every_rule_with_its_outcome() -> None:
    text = written(RESULT, replace(NARROW, checklist=True))

    assert "checklist (7)" in text
    assert text.count("not visible     us.demo.lot-") == 6


@pytest.mark.parametrize("width", [40, 60, 84, 120])
def test_lines_keep_to_the_width(width: int) -> None:
    options = TextOptions(width=width, checklist=True)
    long = replace(RESULT, product="Drops " * 40, source="very-long-name/" * 20, notes=("note " * 80,))
    lines = [*label_lines(Checked(long, ("US",)), options), *closing_lines([long, long], options)]

    # Ids and verdicts are never broken.
    assert [text for line in lines if cells(text := as_text(line).rstrip()) > max(width, 62)] == []


def test_marks_are_drawn_where_there_are_no_colours_and_colours_where_there_are_no_marks() -> None:
    in_colour = TextOptions(width=84, marks=False)
    lines = list(label_lines(Checked(RESULT, ("US",)), in_colour))
    text = "".join(map(coloured, lines))

    assert "~" not in text
    assert "\x1b[1;4mEnds back\x1b[0m" in text
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert [line.rstrip() for line in bare.splitlines()] == [as_text(line).rstrip() for line in lines]


def test_markup_of_a_label_is_text_like_any_other() -> None:
    line: Line = verdict_line(replace(RESULT, product="[bold]Oats[/bold]"))

    assert "[bold]Oats[/bold]" in coloured(line)


def test_the_closing_sums_up_several_labels() -> None:
    passed = replace(RESULT, verdict=Verdict.PASS)
    text = "".join(as_text(line) for line in closing_lines([RESULT, passed, passed], NARROW))

    assert text.startswith("3 labels: 1 fail · 2 pass\n")
    assert "no legal advice" in text


def test_all_that_was_spared_is_shown_when_asked_for() -> None:
    spared = tuple(replace(RESULT.considered[0], start=n, quote=f"cure {n}") for n in range(9))
    result = replace(RESULT, considered=spared)
    few = "".join(map(as_text, label_lines(Checked(result, ("US",)), TextOptions())))
    every = "".join(map(as_text, label_lines(Checked(result, ("US",)), TextOptions(considered=True))))
    assert '"cure 5"' in few
    assert '"cure 6"' not in few
    assert "… 3 more with --considered" in few
    assert '"cure 8"' in every
    assert "more with --considered" not in every


def test_the_checklist_shows_the_words_that_it_rests_on() -> None:
    text = "".join(map(as_text, label_lines(Checked(RESULT, ("US",)), TextOptions(checklist=True))))
    assert 'not met         us.demo.pain · Claims to end pain: "Ends back pain"' in text


def test_the_checklist_ends_with_what_was_not_checked() -> None:
    checked = Checked(RESULT, ("US",), tuple(f"us.demo.off-{n}" for n in range(14)))
    text = "".join(map(as_text, label_lines(checked, TextOptions(width=120, checklist=True))))
    told = [line.strip() for line in text.splitlines() if line.strip().startswith("not checked ")]
    assert (
        told[0]
        == "not checked     front.png: 96 % of what looks like print was read. What no engine noticed leaves no trace."
    )
    assert "not checked     two products on one picture" in told
    assert "us.demo.off-11 and 2 more." in " ".join(text.split())
    assert "Left out by the options of this run (14 rules): us.demo.off-0," in " ".join(text.split())
    assert "not checked     Only rules for US were put to this label. No other place was looked at." in told
