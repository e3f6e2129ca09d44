from __future__ import annotations

from pathlib import Path

import pytest

from labelwarden.catalog.label_file import read_label
from labelwarden.errors import Fault, LabelError


def faults(text: str | bytes, *, is_json: bool = False) -> list[tuple[int, int, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(LabelError) as caught:
        read_label(data, "tea.yaml", is_json=is_json)
    assert caught.value.exit_code == 4
    return [(fault.line, fault.column, fault.message) for fault in caught.value.faults]


def only(text: str) -> Fault:
    with pytest.raises(LabelError) as caught:
        read_label(text.encode(), "tea.yaml")
    (fault,) = caught.value.faults
    return fault


def test_a_label_keeps_its_words_as_they_are_typed() -> None:
    label = read_label(b"product: no\ngtin: 00012\nclaims: One claim\nage_restriction: 21+\n", "tea.yaml").label
    assert (label.product, label.gtin, label.claims, label.age_restriction) == ("no", "00012", ("One claim",), "21+")
    assert label.source == "tea.yaml"


def test_json_numbers_keep_their_digits_and_escapes_their_letters() -> None:
    text = '{\t"product": "a\\/b \\ud83d\\ude00",\n\t"claims": [0.10]}'
    label = read_label(text.encode(), "tea.json", is_json=True).label
    assert (label.product, label.claims) == ("a/b \U0001f600", ("0.10",))


def test_utf_16_with_its_mark_is_read() -> None:
    assert read_label("product: Tée".encode("utf-16"), "tea.yaml").label.product == "Tée"


def test_every_fault_of_a_file_is_told_with_its_place() -> None:
    assert faults(
        "prodct: x\nclaims: [a, [b]]\ntype: suplement\ningredients:\n - name: y\n   amout: 3\nbrand: {a: b}\n"
    ) == [
        (1, 1, 'unknown key "prodct"'),
        (2, 13, "`claims[1]`: expected text, found a list"),
        (
            3,
            1,
            (
                "`type`: expected dietary_supplement, food, beverage, cosmetic, otc_drug, rx_drug, homeopathic, "
                'tobacco, alcohol, device, animal, other, kratom, cannabis; found "suplement"'
            ),
        ),
        (6, 4, 'unknown key "amout"'),
        (7, 1, "`brand`: expected text, found a map"),
    ]


def test_faults_of_json_have_places_too() -> None:
    assert faults('{\n\t"product": "a\\/b",\n\t"claims": [true], "zz": 3}', is_json=True) == [
        (3, 13, "`claims[0]`: expected text, found true"),
        (3, 20, 'unknown key "zz"'),
    ]


@pytest.mark.parametrize(
    ("key", "help"),
    [
        ("clams", "Did you mean claims?"),
        ("prodct", "Did you mean product?"),
        ("source", "Remove it; known here: product, name, brand,"),
    ],
)
def test_an_unknown_key_comes_with_advice(key: str, help: str) -> None:
    fault = only(f"product: x\n{key}: y\n")
    assert (fault.line, fault.column, fault.message) == (2, 1, f'unknown key "{key}"')
    assert fault.help.startswith(help)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("product: a\nname: b\n", (2, 1, "`name` and `product` are two words for the same; keep one")),
        ("brand: a\nproduct:\n", (1, 1, "an empty label: expected `product` or at least one field with text")),
        ("", (1, 1, "an empty file: expected a label")),
        ("Cures cancer", (1, 1, "expected a label with fields such as `product:`, found plain text")),
        ("- product: a", (1, 1, "expected a label with fields such as `product:`, found a list")),
        ("product: a\nclaims: *x\n", (2, 9, "alias *x: anchors and aliases are not read")),
        ("product: a\nproduct: b\n", (2, 1, 'key "product" stands here a second time')),
        ("panels: Cures cancer", (1, 1, '`panels`: expected panels by name, as `front: ...`, found "Cures cancer"')),
        ("product: a\nwarnings: {a: b}\n", (2, 1, "`warnings`: expected text or a list of texts, found a map")),
    ],
)
def test_what_is_no_label(text: str, fault: tuple[int, int, str]) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"product": "a"', (1, 16, "not JSON: Expecting ',' delimiter")),
        ('{"product": "a",\n "product": "b"}', (2, 2, 'key "product" stands here a second time')),
        ("[" * 100_000, (1, 1, "nested too deeply: a label needs three levels")),
    ],
)
def test_what_is_no_json(text: str, fault: tuple[int, int, str]) -> None:
    assert faults(text, is_json=True) == [fault]


def test_the_byte_that_is_no_utf_8_is_told() -> None:
    assert faults(b"product: a\nbrand: caf\xe9") == [(2, 11, "not UTF-8: expected text, found the byte 0xE9")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../front.png", "leads out of the folder"),
        ("a/../../front.png", "leads out of the folder"),
        ("..\\front.png", "leads out of the folder"),
        ("/etc/front.png", "found an absolute one"),
        ("C:\\front.png", "found an absolute one"),
        ("link.png", "is a link that leads out"),
        ("none.png", "there is no such file"),
        (" ", "expected the name of a picture"),
    ],
)
def test_pictures_stay_inside_the_folder_of_the_label(tmp_path: Path, name: str, said: str) -> None:
    folder = tmp_path / "tea"
    folder.mkdir()
    (tmp_path / "front.png").touch()
    (folder / "link.png").symlink_to(tmp_path / "front.png")
    (folder / "good.png").touch()
    typed = read_label(f"product: a\nimages:\n- good.png\n- '{name}'\n".encode(), "label.yaml")
    with pytest.raises(LabelError) as caught:
        typed.pictures(folder)
    (fault,) = caught.value.faults
    assert (fault.line, fault.column) == (4, 3)
    assert said in fault.message


def test_pictures_are_named_from_the_label(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "front.png").touch()
    typed = read_label(b"images: in/front.png", "label.yaml")
    assert typed.pictures(tmp_path) == (tmp_path / "in" / "front.png",)
