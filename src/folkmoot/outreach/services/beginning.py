"""Words to start a letter from: true for its kind and for how people join."""

from collections.abc import Mapping

from folkmoot.members import registry as members
from folkmoot.outreach.models import Campaign
from folkmoot.programmes.models import Programme

KINDS = {
    Campaign.Kind.INVITATION.value: "an invitation",
    Campaign.Kind.REMINDER.value: "a reminder",
    Campaign.Kind.NEWS.value: "news",
}
NAMELESS = "You give no name, and it takes three minutes."
NOT_SHOWN = "Your name is not shown with what you say, and it takes three minutes."
FROM_US = "{organisation} would like to hear from"
CLOSES = "It closes on {closes}."
TEXTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "invitation": {
        members.OPEN: (f"{FROM_US} you. {NAMELESS}", "Take part here: {link}", CLOSES),
        members.ANONYMOUS: (
            f"{FROM_US} you. {NAMELESS}",
            "Take part with this link, which lets one person in, once: {link}",
            f"Nobody notes which code is in whose letter. {CLOSES}",
        ),
        members.CONFIDENTIAL: (
            f"{FROM_US} you. {NOT_SHOWN}",
            "Take part by this link, which is yours alone: {link}",
            f"Please do not pass it on. {CLOSES}",
        ),
    },
    "reminder": {
        members.OPEN: (
            "If you have taken part already, thank you: nobody can tell, so this goes to "
            "everybody.",
            f"{FROM_US} more of you. {NAMELESS}",
            "Take part here: {link}",
            CLOSES,
        ),
        members.ANONYMOUS: (
            "If you have taken part already, thank you: nobody can tell, so this goes to "
            "everybody.",
            f"{FROM_US} more of you. {NAMELESS}",
            "Use the code in our first letter. Lost it? The same page helps: {link}",
            CLOSES,
        ),
        members.CONFIDENTIAL: (
            f"{FROM_US} more of you. {NOT_SHOWN}",
            "Take part by this link, which is yours alone: {link}",
            CLOSES,
        ),
    },
}
NEWS = ("Write here what has happened since.", "Read more: {link}")
SUBJECTS = {
    "invitation": "You are invited: {programme}",
    "reminder": "We would like to hear from you: {programme}",
    "news": "News of {programme}",
}
SILENT = "We have not heard from you yet: {programme}"


def words_for(programme: Programme, kind: str, *, missing: str = "") -> dict[str, str]:
    """``missing`` are people of whom too few have been heard, as the reach page names them."""
    with programme.in_its_language():
        return _words_for(programme, kind, missing)


def _words_for(programme: Programme, kind: str, missing: str) -> dict[str, str]:
    mode = members.mode_of(programme.pk)
    paragraphs = NEWS if kind == "news" else TEXTS[kind][mode]
    if missing and kind != "news":
        # Braces would be taken for a placeholder.
        named = missing.strip()[:80].translate({ord(c): None for c in "{}"})
        paragraphs = (f"We have heard too little so far from: {named}.", *paragraphs)
    # Where nobody can tell who has taken part it may only be said of many.
    is_silent = kind == "reminder" and (bool(missing) or mode == members.CONFIDENTIAL)
    subject = SILENT if is_silent else SUBJECTS[kind]
    return {"subject": subject, "text": "\n\n".join(("Hello", *paragraphs))}
