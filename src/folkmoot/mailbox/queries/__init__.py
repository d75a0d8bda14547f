"""Everything that reads the mailbox, shaped for the page that asked."""

from folkmoot.mailbox.queries.authors import (
    MyThread,
    ThreadMessage,
    choice_of,
    email_is_possible,
    messages_in,
    said_by,
    threads_of,
    to_notice,
)
from folkmoot.mailbox.queries.own_threads import owns
from folkmoot.mailbox.queries.staff import (
    SHOWS,
    InboxLine,
    InboxPage,
    can_be_reached,
    inbox,
    staff_thread_about,
)

__all__ = [
    "SHOWS",
    "InboxLine",
    "InboxPage",
    "MyThread",
    "ThreadMessage",
    "can_be_reached",
    "choice_of",
    "email_is_possible",
    "inbox",
    "messages_in",
    "owns",
    "said_by",
    "staff_thread_about",
    "threads_of",
    "to_notice",
]
