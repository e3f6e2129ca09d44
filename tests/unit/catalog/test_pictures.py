from __future__ import annotations

from labelwarden.catalog.pictures import told_apart
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text


def panel(name: str, view_of: str | None = None) -> Panel:
    return Panel(name, Text("x"), view_of=view_of)


def test_views_follow_the_new_name_of_their_picture() -> None:
    group = (panel("front"), panel("front[view 2]", "front"))
    named = told_apart([group, group, (panel("front"),)])
    assert [(part.name, part.view_of) for part in named] == [
        ("front", None),
        ("front[view 2]", "front"),
        ("front[1]", None),
        ("front[1][view 2]", "front[1]"),
        ("front[2]", None),
    ]


def test_numbered_panels_count_on() -> None:
    group = (panel("claims[0]"), panel("claims[1]"))
    assert [part.name for part in told_apart([group, group])] == ["claims[0]", "claims[1]", "claims[2]", "claims[3]"]
