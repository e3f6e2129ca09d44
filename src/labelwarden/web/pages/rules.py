"""The rules: all of them to search in, and one with its law, examples and limits."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.errors import UsageError
from labelwarden.rules.rule import Rule
from labelwarden.web.judging import rule_version
from labelwarden.web.pages.asking import site_of
from labelwarden.web.templating import page

_MOST = 100
"""Rules on one page: to lay out a table of many hundreds takes a browser longer than all else."""


def show(request: Request) -> Response:
    """The list, narrowed by words and a jurisdiction, a page of it at a time."""
    book = site_of(request).judge.checker.rulebook
    words = request.query_params.get("q", "")[:200]
    place = request.query_params.get("place", "")
    begin = _begin(request.query_params.get("begin", ""))
    found = [rule for rule in book.rules if (not place or rule.jurisdiction == place) and _has_all(rule, words.split())]
    return page(
        request,
        "rules_table.html.j2" if "hx-request" in request.headers else "rules.html.j2",
        rules=found[begin : begin + _MOST],
        count=len(found),
        begin=begin,
        most=_MOST,
        words=words,
        place=place,
        places=sorted(book.jurisdictions),
        total=len(book.rules),
        packs=len(book.packs),
    )


def show_one(request: Request) -> Response:
    """One rule."""
    try:
        rule = site_of(request).judge.checker.rulebook.rule(request.path_params["id"])
    except UsageError as error:
        raise HTTPException(404, "There is no rule of that id.") from error
    return page(request, "rule.html.j2", rule=rule, version_of_rule=rule_version(rule))


def _begin(asked: str) -> int:
    """How many rules stand on the pages before; the first page where nothing sensible was asked for."""
    return int(asked) // _MOST * _MOST if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0


def _has_all(rule: Rule, words: list[str]) -> bool:
    parts = (rule.id, rule.title, rule.message, rule.severity.value, rule.category.value, rule.pack.title, *rule.tags)
    text = " ".join((*parts, *(basis.cite for basis in rule.basis), *(p.recipient for p in rule.precedents))).casefold()
    return all(word.casefold() in text for word in words)
