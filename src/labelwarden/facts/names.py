"""How groups of the vocabulary are named to a person."""

from __future__ import annotations


def spoken(path: str) -> str:
    """The last part of a path in plain words.

    >>> spoken("condition.mental-health")
    'mental health'
    """
    return path.rpartition(".")[2].replace("-", " ").replace("_", " ")
