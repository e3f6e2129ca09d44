"""What the strict reader takes, and what it refuses with which line and column."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.errors import Fault, FaultyFileError
from labelwarden.yamlfile.reader import MAX_BYTES, MAX_DEPTH, Value, locate, read_yaml


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(FaultyFileError) as caught:
        read_yaml(text, "pack.yaml")
    assert str(caught.value).startswith("pack.yaml")
    return caught.value.faults


def places(text: str) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, fault.message) for fault in faults(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: yes", "yes"),
        ("a: 0.10", "0.10"),
        ("a: 2026-11-25", "2026-11-25"),
        ("a: 1e3", "1e3"),
        ("a: 'null'", "null"),
        ('a: ""', ""),
        ("a: null", None),
        ("a: ~", None),
        ("a:", None),
        ("a: >-\n  two\n  lines\n", "two lines"),
        ("a: ! plain", "plain"),
        ("\ufeffa: with a byte order mark", "with a byte order mark"),
    ],
)
def test_scalars_stay_text_and_only_nothing_is_none(text: str, value: str | None) -> None:
    assert read_yaml(text, "f") == {"a": value}


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment only\n", "---\n", "~"])
def test_an_empty_file_is_none(text: str) -> None:
    assert read_yaml(text, "f") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("- a\n- b\n", ["a", "b"]),
        ("a: {b: [c, d]}", {"a": {"b": ["c", "d"]}}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),  # no merge: a key like any other
    ],
)
def test_maps_lists_and_text(text: str, value: Value) -> None:
    assert read_yaml(text, "f") == value


def test_a_second_key_is_refused_where_it_stands() -> None:
    assert places("é: 1\nb:\n  c: 1\n  c: 2\né: 3\n") == [
        (4, 3, 'key "c" stands here a second time'),
        (5, 1, 'key "é" stands here a second time'),
    ]
    assert places("a: {b: 1, b: 2}") == [(1, 11, 'key "b" stands here a second time')]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: &x 1", 1, 4, "anchor &x"),
        ("&x a: 1", 1, 1, "anchor &x"),
        ("- &x\n  a: 1", 1, 3, "anchor &x"),
        ("a:\n  - *x", 2, 5, "alias *x"),
        ("a: *x", 1, 4, "alias *x"),
        ("<<: *x", 1, 5, "alias *x"),
        ("*x : 1", 1, 1, "a key must be text"),
        ("a: !!python/object/apply:os.system [ls]", 1, 4, "tag tag:yaml.org,2002:python/object/apply:os.system"),
        ("a: !own 1", 1, 4, "tag !own"),
        ("!!str a: 1", 1, 1, "tag tag:yaml.org,2002:str"),
        ("[a]: 1", 1, 1, "a key must be text"),
        ("? {a: 1}\n: 1", 1, 3, "a key must be text"),
        ("a:\n\tb: 1", 2, 1, "not YAML"),
        ("a: 1\n b: 2", 2, 3, "not YAML"),
        ("a: 'open", 1, 9, "not YAML"),
        ("a: [1, 2\n", 2, 1, "not YAML"),
        ("a: @x", 1, 4, "not YAML"),
        ("a: 1\n---\nb: 2", 2, 1, "a second document"),
        ("a: \x00", 1, 1, "not YAML"),
        ("a: 1\nb: \ud800", 2, 4, "half of a character"),
    ],
)
def test_all_else_of_yaml_is_refused_with_its_place(text: str, line: int, column: int, words: str) -> None:
    first = faults(text)[0]
    assert (first.line, first.column) == (line, column)
    assert words in first.message
    assert "\n" not in first.message


def test_what_to_do_stands_with_the_fault() -> None:
    assert [fault.help for fault in faults("a: 1\na: 2")] == ["Keep one of the two."]
    assert [fault.help for fault in faults("a:\n\tb: 1")] == ["Indent with spaces."]


def test_faults_are_collected_as_far_as_the_text_can_be_read() -> None:
    text = "a: &x 1\nb: !!int 2\na: 3\nc: 1\n---\nd: 1\n"
    assert [line for line, _, _ in places(text)] == [1, 2, 3, 5]


@pytest.mark.parametrize("brackets", ["[" * 20_000, "[" * 20_000 + "]" * 20_000, "{" * 20_000, "- " * 20_000 + "a"])
def test_deep_nesting_is_refused_at_once(brackets: str) -> None:
    started = time.process_time()
    assert faults(brackets)
    assert time.process_time() - started < 5


def test_nesting_is_counted_in_levels() -> None:
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f") is not None
    assert f"nested deeper than {MAX_DEPTH}" in faults("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[0].message


def test_a_bomb_of_aliases_is_not_walked() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]" for n in range(20)]
    assert "alias" in faults("\n".join(lines))[-1].message


def test_a_file_of_more_than_the_limit_is_not_parsed() -> None:
    assert "at most 8,000,000" in faults("#" * (MAX_BYTES + 1))[0].message


TEXT = "pack: us.x\nrules:\n  - id: one\n    tags: [a, bé, c]\n  - {id: two}\nquoted: 'it''s'  # so\nlong: [a,\n  b]\n"


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        (("pack",), False, (1, 7, 4)),
        (("pack",), True, (1, 1, 4)),
        (("rules", 0, "tags"), False, (4, 11, 10)),
        (("rules", 0, "tags", 1), False, (4, 15, 2)),
        (("rules", 0, "tags", 2), False, (4, 19, 1)),
        (("rules", 1, "id"), True, (5, 6, 2)),
        (("rules", 1, "id"), False, (5, 10, 3)),
        (("rules", 1, "none"), False, (5, 5, 9)),
        (("rules", 7, "id"), False, (3, 3, 1)),
        (("quoted",), False, (6, 9, 7)),
        (("long",), False, (7, 7, 1)),
        (("none",), True, (1, 1, 1)),
        ((), False, (1, 1, 1)),
    ],
)
def test_where_a_value_or_its_key_stands(path: tuple[str | int, ...], key: bool, place: tuple[int, int, int]) -> None:
    assert locate(TEXT, path, key=key) == place


PLAIN = st.recursive(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="abé ", max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from("abc"), PLAIN, min_size=1))
def test_what_a_writer_of_yaml_quotes_comes_back_the_same(data: dict[str, Value]) -> None:
    written = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    assert read_yaml(written.replace("!!null ", ""), "f") == data


@given(st.text(alphabet="ab:-[]{}&*!'\"\n #>|~?,\t", max_size=40))
def test_any_text_is_read_or_refused_with_places_inside_it(text: str) -> None:
    found: tuple[Fault, ...] = ()
    try:
        value = read_yaml(text, "f")
    except FaultyFileError as error:
        found = error.faults
    else:
        assert value is None or isinstance(value, (str, list, dict))
        assert locate(text, ()) >= (1, 1)
    assert all(1 <= fault.line <= text.count("\n") + 2 and fault.column >= 1 for fault in found)
