"""Words to start a letter from: true for its kind and for how people join."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.members import registry as members
from folkmoot.outreach.models import Campaign
from folkmoot.programmes.models import Programme

KINDS = {
    Campaign.Kind.INVITATION.value: _("Write an invitation"),
    Campaign.Kind.REMINDER.value: _("Write a reminder"),
    Campaign.Kind.NEWS.value: _("Write news"),
}
FROM_YOU = _(
    "{organisation} would like to hear from you. You give no name, and it takes three minutes."
)
FROM_MORE = _(
    "{organisation} would like to hear from more of you. You give no name, and it takes three "
    "minutes."
)
THANKS = _("If you have taken part already, thank you: nobody can tell, so this goes to everybody.")
HERE = _("Take part here: {link}")
BY_OWN_LINK = _("Take part by this link, which is yours alone: {link}")
CLOSES = _("It closes on {closes}.")
TEXTS: Mapping[str, Mapping[str, tuple[object, ...]]] = {
    "invitation": {
        members.OPEN: (FROM_YOU, HERE, CLOSES),
        members.ANONYMOUS: (
            FROM_YOU,
            _("Take part with this link, which lets one person in, once: {link}"),
            _("Nobody notes which code is in whose letter. It closes on {closes}."),
        ),
        members.CONFIDENTIAL: (
            _(
                "{organisation} would like to hear from you. Your name is not shown with what you "
                "say, and it takes three minutes."
            ),
            BY_OWN_LINK,
            _("Please do not pass it on. It closes on {closes}."),
        ),
    },
    "reminder": {
        members.OPEN: (THANKS, FROM_MORE, HERE, CLOSES),
        members.ANONYMOUS: (
            THANKS,
            FROM_MORE,
            _("Use the code in our first letter. Lost it? The same page helps: {link}"),
            CLOSES,
        ),
        members.CONFIDENTIAL: (
            _(
                "{organisation} would like to hear from more of you. Your name is not shown with "
                "what you say, and it takes three minutes."
            ),
            BY_OWN_LINK,
            CLOSES,
        ),
    },
}
NEWS = (_("Write here what has happened since."), _("Read more: {link}"))
SUBJECTS = {
    "invitation": _("You are invited: {programme}"),
    "reminder": _("We would like to hear from you: {programme}"),
    "news": _("News of {programme}"),
}
SILENT = _("We have not heard from you yet: {programme}")


def words_for(programme: Programme, kind: str, *, missing: str = "") -> dict[str, str]:
    """``missing`` are people of whom too few have been heard, as the reach page names them."""
    with programme.in_its_language():
        return _words_for(programme, kind, missing)


def _words_for(programme: Programme, kind: str, missing: str) -> dict[str, str]:
    mode = members.mode_of(programme.pk)
    paragraphs = [gettext("Hello")]
    if missing and kind != "news":
        # Braces would be taken for a placeholder.
        named = missing.strip()[:80].translate({ord(c): None for c in "{}"})
        paragraphs.append(
            gettext("We have heard too little so far from: %(named)s.") % {"named": named}
        )
    start = NEWS if kind == "news" else TEXTS[kind][mode]
    paragraphs += [str(paragraph) for paragraph in start]
    # Where nobody can tell who has taken part it may only be said of many.
    is_silent = kind == "reminder" and (bool(missing) or mode == members.CONFIDENTIAL)
    subject = SILENT if is_silent else SUBJECTS[kind]
    return {"subject": str(subject), "text": "\n\n".join(paragraphs)}
