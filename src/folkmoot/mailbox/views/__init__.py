"""Pages of the mailbox, for participants and for staff."""

from folkmoot.mailbox.views.mine import choices, close_mine, mine, my_thread, take_back
from folkmoot.mailbox.views.staff import staff, staff_close, staff_thread

__all__ = [
    "choices",
    "close_mine",
    "mine",
    "my_thread",
    "staff",
    "staff_close",
    "staff_thread",
    "take_back",
]
