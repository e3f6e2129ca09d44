"""A folded text as one flat list of tokens, for a dictionary pass in which a position is an index.

Words are runs of letters and digits; an apostrophe vanishes inside them ("alzheimer's" is `alzheimers`). Some marks are
tokens of their own, since they carry meaning: commas and colons in lists, `%`, `#`, `<` ... What ends a clause is the
token `|`. Everything else, hyphens among them, only separates words: "7-OH" and "7 OH" are the same two tokens.
"""

from __future__ import annotations

BREAK = b"|"
"""The end of a clause."""

PUNCTUATION = frozenset({BREAK, b",", b":", b"%", b"#", b"&", b"+", b"<", b">", b"=", b"$", b"?"})
"""Every token that is no word."""

_STANDS_ALONE = frozenset("," + ":%#&+<>=$")
_ENDS_CLAUSE = frozenset("!;|\n\r")


def _kept(code: int) -> int:
    char = chr(code)
    if code >= 0x80 or char.isalnum() or char in _STANDS_ALONE or char in ".?":
        return code
    return ord("|") if char in _ENDS_CLAUSE else ord(" ")


_TABLE = bytes(_kept(code) for code in range(256))

_RARE = (
    (b"?", b" ? | "),
    (b"%", b" % "),
    (b"#", b" # "),
    (b"&", b" & "),
    (b"+", b" + "),
    (b"<", b" < "),
    (b">", b" > "),
    (b"=", b" = "),
    (b"$", b" $ "),
)

# What may stand before a full stop that ends no sentence, beside a lone letter ("S. salivarius") and initials ("U.S.").
_ABBREVIATIONS = frozenset(b"dr mr mrs ms vs no approx st inc eg ie sp spp var min max fig vol oz lb".split())
_TAIL = max(map(len, _ABBREVIATIONS)) + 1
"""Bytes that show whether one of them stands there as a word."""
_LETTERS = [bytes([code]) for code in range(ord("a"), ord("z") + 1)]
_ENDINGS = frozenset(
    [word[-2:] for word in _ABBREVIATIONS] + [before + letter for before in (b"", b" ", b".") for letter in _LETTERS]
)
"""The last two bytes of all of these; they rule out nearly every sentence at the price of one look."""
_NAMED_BY_LETTER = (b" vitamin", b" vitamins", b" hepatitis", b" influenza", b" grade", b" type", b" group")
"""A letter after these is all of a name: "with vitamin C. Helps" are two sentences."""


def tokenize(folded: str) -> list[bytes]:
    """The tokens of a folded text.

    >>> tokenize("s. salivarius, 7.5 mg. it's for pain?")
    [b's', b'salivarius', b',', b'7', b'5', b'mg', b'|', b'its', b'for', b'pain', b'?', b'|']
    """
    return comparable(folded).split()


def comparable(folded: str) -> bytes:
    """The tokens with white space between them, from which clauses are cut at `|` without a list of all tokens."""
    data = folded.encode()
    if b"-" in data:
        data = data.replace(b"--", b" | ").replace(b" - ", b" | ")
    data = data.translate(_TABLE, b"'").replace(b"|", b" | ").replace(b",", b" , ").replace(b":", b" : ")
    for mark, spaced in _RARE:
        if mark in data:
            data = data.replace(mark, spaced)
    return _sentences(data).replace(b".", b" ")


def _sentences(data: bytes) -> bytes:
    """Full stops before white space as breaks, but for those of abbreviations and initials."""
    parts = data.split(b". ")
    marked = False
    for number in [number for number, part in enumerate(parts[:-1]) if part[-2:] in _ENDINGS]:
        if _goes_on(parts[number]):
            parts[number] += b"\0"  # the table lets no NUL through
            marked = True
    data = b" | ".join(parts)
    return data.replace(b"\0 | ", b" ") if marked else data


def _goes_on(part: bytes) -> bool:
    """Whether a sentence goes on behind the full stop after `part`."""
    if part[-2:-1] in {b"", b" ", b"."}:
        return not part[:-2].endswith(_NAMED_BY_LETTER)
    return part[-_TAIL:].rpartition(b" ")[2] in _ABBREVIATIONS
