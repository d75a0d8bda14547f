"""What a form says once it was taken in, and where it leads."""

from typing import NamedTuple


class Next(NamedTuple):
    """``words`` where the room says none itself; ``to`` takes of the address what it needs.

    ``if_invited`` is the link, and where it leads, in a programme that nobody joins by a link.
    """

    words: str
    link: str
    to: str
    if_invited: tuple[str, str] | None = None
