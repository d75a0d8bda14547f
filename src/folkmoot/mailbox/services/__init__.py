"""Everything that changes the mailbox. One public function per thing a person does."""

from folkmoot.mailbox.services.answering import (
    choose,
    close_as_author,
    mark_seen,
    open_as_author,
    reply,
    take_back_note,
)
from folkmoot.mailbox.services.automatic_messages import (
    announce,
    deliver_announcements,
    tell_author,
)
from folkmoot.mailbox.services.forgetting import (
    erase_practice,
    forget_subject,
    relabel,
    renumber,
    untie,
    withdraw_voice,
)
from folkmoot.mailbox.services.message_templates import UsualMessage, usual_messages
from folkmoot.mailbox.services.news_emails import forget_wishes, tell_by_email
from folkmoot.mailbox.services.showing import show_answers
from folkmoot.mailbox.services.stored_texts import NotSent
from folkmoot.mailbox.services.writing import (
    close_thread,
    open_thread,
    write_in_thread,
    write_to_author,
)

__all__ = [
    "NotSent",
    "UsualMessage",
    "announce",
    "choose",
    "close_as_author",
    "close_thread",
    "deliver_announcements",
    "erase_practice",
    "forget_subject",
    "forget_wishes",
    "mark_seen",
    "open_as_author",
    "open_thread",
    "relabel",
    "renumber",
    "reply",
    "show_answers",
    "take_back_note",
    "tell_author",
    "tell_by_email",
    "untie",
    "usual_messages",
    "withdraw_voice",
    "write_in_thread",
    "write_to_author",
]
