"""Products of static sites: Markdown with front matter, one an object a line."""

from __future__ import annotations

import re
from typing import Any

from labelwarden.catalog.feeds.listing import Listing, as_text
from labelwarden.catalog.feeds.record import RecordError
from labelwarden.catalog.profiles.profile import Fields, Profile, leave_rest
from labelwarden.errors import FaultyFileError
from labelwarden.yamlfile.reader import read_yaml

_BODIES = ("body", "content", "markdown", "rawMarkdownBody", "text")
_KNOWN = frozenset(
    ("templateKey", "title", "date", "category", "categories", "image", "amount", "tags", "slug", "path", "id", "file")
)
_FRONT = re.compile(r"\ufeff?---\s*\n(.*?)\n---\s*(?:\n|$)", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_PICTURE_FILE = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s)>]+)[^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", re.MULTILINE)


def read(fields: Fields, listing: Listing) -> None:
    """One page."""
    body = next((as_text(fields[name]) for name in _BODIES if fields.get(name)), "")
    front = _FRONT.match(body)
    if front:
        fields = {**_front_matter(front[1]), **{name: value for name, value in fields.items() if name not in _BODIES}}
        body = body[front.end() :]
    listing.id = next((text for name in ("id", "slug", "path", "file") if (text := as_text(fields.get(name)))), None)
    listing.product = as_text(fields.get("title")).strip()
    categories = as_text(fields.get("category") or fields.get("categories"))
    listing.category = categories.partition("\n")[0] or None
    listing.text("title", listing.product)
    listing.html("body", _MARKS.sub("", _LINK.sub(r"\1", _PICTURE.sub("", body))))
    listing.text("tags", fields.get("tags"))
    listing.text("categories", categories)
    listing.alts(_PICTURE.findall(body))
    listing.files(fields.get("image"))
    listing.files(_PICTURE_FILE.findall(body))
    leave_rest(listing, fields, _KNOWN.union(_BODIES))


def _front_matter(text: str) -> dict[str, Any]:
    try:
        value = read_yaml(text, "front matter")
    except FaultyFileError as error:
        raise RecordError(f"front matter: {error.faults[0].message}") from error
    return value if isinstance(value, dict) else {}


PROFILE = Profile("cms-markdown", "object", lambda keys: "templateKey" in keys, read)
