"""What a form says once it was taken in, and where it leads."""

from typing import NamedTuple

from django.utils.functional import Promise


class Next(NamedTuple):
    """``words`` where the room says none itself; ``to`` takes of the address what it needs.

    ``if_invited`` is the link, and where it leads, in a programme that nobody joins by a link.
    """

    words: str | Promise
    link: str | Promise
    to: str
    if_invited: tuple[str | Promise, str] | None = None
