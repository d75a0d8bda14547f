"""Whose rows are these? While a programme runs a voice's number says so; once ties have gone, only
what its return key derives: each row has a number of its own that leads to no other."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from folkmoot.core.ids import random_id

AT_ONCE = 900  # numbers in one query: within what any database takes
AFTER = b"once ties have gone"


def row_number(key: bytes, kind: str, row: int) -> int:
    """What stands in the place of a voice in one row; never zero, 63 bits.

    ``kind`` and ``row`` name what the row is about: the idea for a vote, itself for a text.
    """
    made = hmac.digest(key, f"{kind}:{row}".encode(), "sha256")
    return int.from_bytes(made[:8], "big") >> 1 or 1


def untied_number(keys: Mapping[int, bytes], voice: int, kind: str, row: int) -> int:
    """What takes the place of a voice in a row when ties go. Voices without a return key (brought
    in, or let go) find nothing again: theirs is drawn by lot, and below zero."""
    key = keys.get(voice)
    return -random_id() if key is None else row_number(key, kind, row)


def key_afterwards(key: bytes) -> bytes:
    """What is stored of a return key once ties have gone: no row number follows from it."""
    return hmac.digest(key, AFTER, "sha256")


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody whose rows are to be found. ``number`` is that of their voice.

    ``key`` is there once ties have gone, for whoever showed the return key: rows are then found by
    what it derives. ``everybody`` stands for all whose rows are still anybody's, to erase them.
    """

    programme_id: UUID
    number: int
    key: bytes | None = None
    everybody: bool = False

    def number_in(self, kind: str, row: int) -> int:
        """What stands in this row, if it is theirs."""
        return self.number if self.key is None else row_number(self.key, kind, row)

    def numbers(self, kind: str, rows: Iterable[int]) -> list[int]:
        if self.key is None:
            return [self.number]
        return [row_number(self.key, kind, row) for row in rows]

    def owns(self, kind: str, row: int, number: int | None) -> bool:
        return number is not None and number == self.number_in(kind, row)
