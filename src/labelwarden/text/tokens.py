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

# What may stand before a full stop that ends no sentence: a letter alone ("S. salivarius"), or one of these.
_ABBREVIATIONS = frozenset(b"dr mr mrs ms vs no approx st inc eg ie e.g i.e sp spp var min max fig vol oz lb".split())


def tokenize(folded: str) -> list[bytes]:
    """The tokens of a folded text.

    >>> tokenize("s. salivarius, 7.5 mg. it's for pain?")
    [b's', b'salivarius', b',', b'7', b'5', b'mg', b'|', b'its', b'for', b'pain', b'?', b'|']
    """
    data = folded.encode()
    if b"--" in data:
        data = data.replace(b"--", b" | ")
    if b" - " in data:
        data = data.replace(b" - ", b" | ")
    data = data.translate(_TABLE, b"'")
    if b". " in data:
        data = _sentences(data)
    data = data.replace(b".", b" ").replace(b"|", b" | ").replace(b",", b" , ").replace(b":", b" : ")
    for mark, spaced in _RARE:
        if mark in data:
            data = data.replace(mark, spaced)
    return data.split()


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


def _sentences(data: bytes) -> bytes:
    """Full stops before white space as breaks, but for those of abbreviations and initials."""
    parts = data.split(b". ")
    joined = [parts[0]]
    for part in parts[1:]:
        word = joined[-1][-8:].rpartition(b" ")[2]
        ends_nothing = (len(word) == 1 and word.isalpha()) or word in _ABBREVIATIONS
        joined.append(b" " if ends_nothing else b" | ")
        joined.append(part)
    return b"".join(joined)
