"""How a message and the name of what it is about are kept."""

from django.utils.translation import gettext as _

from folkmoot.core import text
from folkmoot.core.errors import DomainError
from folkmoot.mailbox.policy import LONGEST

LABEL = 160


class NotSent(DomainError):
    """The message was not taken in; ``str()`` says what to do."""


def usable_text(typed: str) -> str:
    return text.usable_text(typed, LONGEST, refusal=NotSent, empty=_("Write a few words first."))


def label_of(typed: str) -> str:
    return text.shortened(text.clean_line(typed), LABEL)
