from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.mailbox.policy import LONGEST
from folkmoot.web.fields import WordsField


class MessageField(WordsField):
    """Too long is said, never cut."""

    def __init__(self, *, label: str | Promise, help_text: str | Promise) -> None:
        super().__init__(
            label=label,
            max_length=LONGEST,
            help_text=help_text,
            rows=6,
            error_messages={"required": _("Write a few words first.")},
        )


class AnswerForm(forms.Form):
    text = MessageField(
        label=_("Your answer"),
        help_text=_(
            "The team reads this and does not know who you are. Leave out names, and do not "
            "mention what else you said here: each conversation stands alone."
        ),
    )


class StaffMessageForm(forms.Form):
    text = MessageField(
        label=_("Your message"),
        help_text=_(
            "Its author alone reads it, and sees that it comes from the team. Do not ask who "
            "they are. Addresses stay plain text."
        ),
    )


class ChoicesForm(forms.Form):
    is_muted = forms.BooleanField(
        label=_("Do not point out new messages to me"),
        required=False,
        help_text=_("You can still read them here. The team is not told."),
    )
    wants_email = forms.BooleanField(
        label=_("Tell me by e-mail that there is news"),
        required=False,
        help_text=_(
            "It leaves only once so many people wish to be told at once that nobody can tell who "
            "was written to; that may take long, and may never happen. You see messages here on "
            "your next visit anyway. Your sealed link is opened for it, which is counted. The "
            "e-mail holds no message and does not say that you wrote anything. Whoever keeps the "
            "mail server's records could see that it was sent."
        ),
    )
