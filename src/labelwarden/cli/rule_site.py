"""The rules as a folder of web pages with a search: opened from disk, without a server and without anything remote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import escape

from labelwarden.cli.rule_words import by_law, by_market, by_product, examples_of, facts_of, logic_of
from labelwarden.reports.layout import counted
from labelwarden.rules.rule import Rule

_GROUPS = (("market", "By market", by_market), ("product", "By product", by_product), ("law", "By law", by_law))

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
nav a { margin-right: 1rem; }
table { border-collapse: collapse; }
th { text-align: left; font-weight: normal; opacity: .75; padding-right: 1.5rem; vertical-align: top; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
input[type=search] { font: inherit; width: 100%; padding: .5rem; box-sizing: border-box; }
ul.rules { list-style: none; padding: 0; }
ul.rules li { padding: .35rem 0; }
ul.rules small { display: block; opacity: .75; overflow-wrap: anywhere; }
@media print { nav, form { display: none; } }
"""

# A page opened from disk may load a script that lies beside it, but not fetch a file: so the words are a script, too.
_SEARCH = """\
"use strict";
const box = document.getElementById("search");
const list = document.getElementById("found");
const count = document.getElementById("count");
function weight(rule, words) {
  let sum = 0;
  for (const word of words) {
    const places = [rule.id, rule.title.toLowerCase(), rule.words];
    const place = places.findIndex((text) => text.includes(word));
    if (place < 0) return 0;
    sum += 4 >> place;
  }
  return sum;
}
function search() {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const found = RULES.map((rule) => [words.length ? weight(rule, words) : 1, rule]).filter(([sum]) => sum > 0);
  found.sort(([a], [b]) => b - a);
  list.replaceChildren(...found.map(([, rule]) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = "rules/" + rule.id + ".html";
    link.textContent = rule.title;
    item.appendChild(document.createElement("small")).textContent = rule.severity + " · " + rule.id;
    return item;
  }));
  count.textContent = found.length + " of " + RULES.length + " rules";
  history.replaceState(null, "", box.value ? "#" + encodeURIComponent(box.value) : location.pathname);
}
box.value = decodeURIComponent(location.hash.slice(1));
box.addEventListener("input", search);
if (box.value) search();
"""


def site_pages(rules: Sequence[Rule]) -> dict[str, str]:
    """The content of every file, by its path."""
    pages = {f"rules/{rule.id}.html": _page(rule) for rule in rules}
    pages["index.html"] = _index(rules)
    for name, title, grouped in _GROUPS:
        pages[f"by-{name}.html"] = _groups(title, grouped(rules))
    pages["words.js"] = f"const RULES = {json.dumps([_words(rule) for rule in rules], ensure_ascii=False)};\n"
    pages["search.js"] = _SEARCH
    pages["style.css"] = _STYLE
    return pages


def _words(rule: Rule) -> dict[str, str]:
    texts = [rule.rationale, rule.remedy, rule.jurisdiction, rule.category, *rule.tags, *rule.replaces]
    texts += [basis.cite for basis in rule.basis] + [letter.recipient for letter in rule.precedents]
    texts.append(logic_of(rule))
    words = " ".join(" ".join(texts).lower().split())
    return {"id": rule.id, "title": rule.title, "severity": rule.severity.value, "words": words}


def _index(rules: Sequence[Rule]) -> str:
    total = counted(len(rules), "rule")
    body = (
        '<form role="search" onsubmit="return false"><label for="search">Search titles, reasons, law, letters and '
        'terms</label>\n<input type="search" id="search" autofocus></form>\n'
        f'<p id="count" role="status">{total}</p>\n'
        f'{_entries(rules, "rules/", id="found")}\n<script src="words.js"></script>\n<script src="search.js"></script>'
    )
    return _html("Rules", body, "")


def _groups(title: str, groups: dict[str, list[Rule]]) -> str:
    anchors = _anchors(groups)
    parts = [" · ".join(f'<a href="#{anchors[name]}">{escape(name)}</a> {len(of)}' for name, of in groups.items())]
    for name, of_group in groups.items():
        parts.append(f'<h2 id="{anchors[name]}">{escape(name)}</h2>')
        parts.append(_entries(of_group, "rules/"))
    return _html(title, "\n".join(parts), "")


def _anchors(names: Iterable[str]) -> dict[str, str]:
    """A name for the address of each group, none twice."""
    anchors: dict[str, str] = {}
    for name in names:
        short = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "group"
        taken = set(anchors.values())
        anchors[name] = next(n for n in (short, *(f"{short}-{i}" for i in range(2, len(taken) + 3))) if n not in taken)
    return anchors


def _entries(rules: Iterable[Rule], folder: str, id: str = "") -> str:
    items = "\n".join(
        f'<li><a href="{folder}{rule.id}.html">{escape(rule.title)}</a><small>{rule.severity} · {rule.id}</small></li>'
        for rule in rules
    )
    return f'<ul class="rules"{f" id={id}" if id else ""}>\n{items}\n</ul>'


def _page(rule: Rule) -> str:
    facts = "".join(f"<tr><th scope=row>{word}</th><td>{escape(value)}</td></tr>\n" for word, value in facts_of(rule))
    parts = [f"<p><code>{rule.id}</code></p>", f"<table>\n{facts}</table>"]
    parts += ["<h2>Why</h2>", _paragraph(rule.rationale), "<h2>What to do</h2>", _paragraph(rule.remedy)]
    parts += ["<h2>What it looks at</h2>", f"<pre>{escape(logic_of(rule))}</pre>"]
    parts += ["<p>A finding says:</p>", f"<blockquote>{escape(rule.message)}</blockquote>", "<h2>Law</h2>"]
    law = (f"{_linked(b.cite, b.url)} ({b.source}, looked at {b.as_of})" for b in rule.basis)
    parts.append(_bullets(law))
    if rule.precedents:
        letters = (f"{_linked(letter.recipient, letter.url)} ({letter.date})" for letter in rule.precedents)
        parts += ["<h2>FDA letters</h2>", _bullets(letters)]
    parts.append("<h2>Examples</h2>")
    for title, examples in examples_of(rule):
        parts += [f"<h3>{title}</h3>", f"<pre>{escape(examples)}</pre>"]
    if rule.false_alarms:
        parts += ["<h2>Known false alarms</h2>", _bullets(map(escape, rule.false_alarms))]
    return _html(rule.title, "\n".join(parts), "../")


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _bullets(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _linked(text: str, url: str | None) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>' if url else escape(text)


def _html(title: str, body: str, up: str) -> str:
    links = [("index.html", "Search"), *((f"by-{name}.html", words) for name, words, _ in _GROUPS)]
    nav = " ".join(f'<a href="{up}{href}">{words}</a>' for href, words in links)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)} · Labelwarden</title>\n<link rel="icon" href="data:,">\n'
        f'<link rel="stylesheet" href="{up}style.css">\n</head>\n<body>\n<nav>{nav}</nav>\n'
        f"<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
