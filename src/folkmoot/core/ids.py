"""Random identifiers: nothing about when, or in which order, can be read from them."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, lower case
WIDTH = 13
# No letter or digit that is mistaken for another when read aloud. 31 of them, a prime.
READ_ALOUD = "23456789abcdefghjkmnpqrstuvwxyz"


def random_id() -> int:
    """A random 63-bit id, never zero: half the width of a UUID, for the tables with many rows."""
    return secrets.randbelow(2**63 - 1) + 1


def read_aloud(length: int) -> str:
    """Random letters and digits that somebody can read over the telephone."""
    return "".join(secrets.choice(READ_ALOUD) for _ in range(length))


def to_ref(number: int) -> str:
    """The 13 characters an id has in addresses."""
    shifts = range(5 * (WIDTH - 1), -1, -5)
    return "".join(ALPHABET[(number >> shift) & 31] for shift in shifts)


def in_tables(number: int) -> str:
    """An id as every exported table and result writes it: never all digits, never 1e5."""
    return f"i{to_ref(number)}"


def from_any_ref(ref: str) -> int:
    """The id behind an address; 0, which no row has, where it cannot be one."""
    try:
        return from_ref(ref)
    except ValueError:
        return 0


def from_ref(ref: str) -> int:
    """The id behind an address; raises ValueError where it cannot be one."""
    number = 0
    for character in ref:
        number = (number << 5) | ALPHABET.index(character)
    if len(ref) != WIDTH or not 0 < number < 2**63:
        raise ValueError("not an id")
    return number
