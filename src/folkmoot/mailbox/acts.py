"""Conversations with authors, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

MESSAGE_SENT = Act(
    "conversation.message_sent",
    _("wrote to an author"),
    _("Staff wrote to whoever wrote a text, without learning who it is."),
)
CONVERSATION_CLOSED = Act(
    "conversation.closed",
    _("closed a conversation with an author"),
    _("Neither side can write in it any more."),
)
CONVERSATION_REOPENED = Act(
    "conversation.reopened",
    _("opened a conversation with an author again"),
    _("Both sides can write in it again."),
)
