"""Usual messages, to be put into one's own words before they are sent."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.programmes.models import Programme

USUAL = {
    "thanks": (
        _("Thank you"),
        _(
            "Thank you for “%(label)s”. We have read it, and it helps us.\n\n"
            "You need not answer. We do not know who you are, and we will not try to find out."
        ),
    ),
    "more": (
        _("Tell us more"),
        _(
            "Thank you for “%(label)s”. We would like to understand it better. "
            "Could you tell us more, for example when it happens and what would help?\n\n"
            "Answer only if you wish. Please leave out anything that could tell who you or "
            "others are."
        ),
    ),
    "edited": (
        _("We edited this, and why"),
        _(
            "We changed the words of “%(label)s” before it is shown to others.\n\n"
            "What we changed: …\nWhy: …\n\n"
            "If it no longer says what you meant, tell us here, or take it back on the page "
            "“What I said”."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class UsualMessage:
    """``name`` is for whoever writes, in their language; ``text`` is in the programme's."""

    key: str
    name: str | Promise
    text: str


def usual_messages(programme: Programme, label: str) -> tuple[UsualMessage, ...]:
    """For a message about the thing with that label."""
    with programme.in_its_language():
        return tuple(
            UsualMessage(key, name, str(text) % {"label": label})
            for key, (name, text) in USUAL.items()
        )
