"""What people are promised, by way of joining; ``%(smallest)s`` is filled in by who asks."""

from django.utils.translation import gettext as _

from folkmoot.joining.models import Mode


def how(mode: Mode) -> tuple[str, ...]:
    """How one joins."""
    return {
        Mode.OPEN: (
            _(
                "You join with an open link. We never ask who you are, and we keep no address of "
                "your device."
            ),
            _(
                "Each browser has one voice. A cookie in your browser carries it, and we cannot "
                "tell whose it is."
            ),
        ),
        Mode.CONFIDENTIAL: (
            _("You join with a link of your own, so that each person invited has one voice."),
            _(
                "Which voice is yours is kept encrypted. Only the machine can open it, to pass a "
                "message on to you; no person can, and the key is destroyed."
            ),
        ),
        Mode.ANONYMOUS: (
            _(
                "You join with a code that was dealt at random. Nothing records who was dealt "
                "which."
            ),
            _("Each code lets one person in, once, and is then forgotten."),
        ),
    }[mode]


def always() -> tuple[str, ...]:
    """In every way of joining."""
    return (
        _("You get a return key, which we do not keep. It brings your voice to another device."),
        _("We keep the day you said something, never the time."),
        _("You can take back anything you said, whenever you like."),
        _(
            "Once the programme is over, nothing here tells which votes, ideas and comments are "
            "of one person. Only your return key, or a browser that knows it, finds yours."
        ),
    )


def caution(mode: Mode) -> str:
    return {
        Mode.OPEN: _(
            "Anybody with the link can join, and a person with two browsers could join twice: "
            "results say so."
        ),
        Mode.CONFIDENTIAL: _("Do not forward your link: whoever uses it first has your voice."),
        Mode.ANONYMOUS: _(
            "Do not forward your code: it lets one person in. Because nobody knows who has joined, "
            "reminders go to everybody invited or to nobody."
        ),
    }[mode]


def waits() -> str:
    """Of analyses while a programme is open."""
    return _(
        "While the programme is open, what some people said, drawn by lot, waits before it counts "
        "in an analysis. It comes in at the close, so that nobody can be picked out."
    )


def voice(mode: Mode) -> str:
    """What is known of a voice, whoever it is."""
    known = _(
        "That a voice joined, on which day, by which poster or link if it had one, and whether its "
        "return key was renewed."
    )
    if mode == Mode.OPEN:
        return known
    afterwards = _(
        "Once the programme's key is destroyed the day is forgotten; and so is the link, unless "
        "%(smallest)s people or more whose stored answers are alike came by it."
    )
    return f"{known} {afterwards}"


def known(mode: Mode) -> tuple[str, ...]:
    """What is known of people, beside what is known of every voice."""
    return {
        Mode.OPEN: (),
        Mode.CONFIDENTIAL: (
            _(
                "Who is invited: an e-mail address, and what the organisation's list says about "
                "reach, such as a region."
            ),
            _(
                "Whether you have joined, so that reminders go only to those who have not. The "
                "list learns this for groups of %(smallest)s or more people at a time, and then "
                "forgets what else it said of them, such as a region."
            ),
            _(
                "That an invitation was asked for at an address: encrypted, without a day, until "
                "it is answered or the programme's key is destroyed."
            ),
        ),
        Mode.ANONYMOUS: (
            _(
                "Who is invited: an e-mail address and nothing else. What the list said of people, "
                "such as a region, is kept as totals only."
            ),
            _("How many codes were sent and how many were used. Not by whom."),
            _(
                "That an invitation was asked for at an address: encrypted, without a day, until "
                "it is answered or the programme's key is destroyed."
            ),
            _(
                "Whether you asked for a new code, until the programme's key is destroyed. Staff "
                "do not see whether anybody is waiting for one."
            ),
        ),
    }[mode]


def never_known(mode: Mode) -> tuple[str, ...]:
    """What nobody can find out."""
    return {
        Mode.OPEN: (_("Your name, your e-mail address, the address of your device."),),
        Mode.CONFIDENTIAL: (
            _(
                "Which voice is yours: no page shows it, to staff or to an administrator of the "
                "system."
            ),
            _("The address of your device."),
        ),
        Mode.ANONYMOUS: (
            _(
                "Whether you joined, and which voice is yours. No such record exists, sealed or "
                "not."
            ),
            _("The address of your device."),
        ),
    }[mode]


def not_protected(mode: Mode) -> tuple[str, ...]:
    """What this way of joining cannot protect from."""
    return {
        Mode.OPEN: (
            _("Your network sees that you visit this site, though not what you say here."),
        ),
        Mode.CONFIDENTIAL: (
            _(
                "Somebody who runs the server and sets out to betray you could use the key while "
                "it exists, or copy the server while you are on it."
            ),
            _(
                "Mail servers keep records of letters they delivered to you, also of notices that "
                "an answer waits for you."
            ),
            _(
                "Backups made while the programme runs hold the list of those invited and the "
                "shortened answers on joining: laid side by side they narrow you down to "
                "%(smallest)s people or more."
            ),
        ),
        Mode.ANONYMOUS: (
            _(
                "Somebody who runs the server and changes it to record codes as they are sent "
                "could betray you. The program as published does not."
            ),
            _("Mail servers keep records of the invitations they delivered, with the code inside."),
        ),
    }[mode]


def never_protected() -> tuple[str, ...]:
    """What no way of joining can protect from."""
    return (
        _(
            "Words can give you away: how you write, or what only you can know. Leave out what "
            "names you."
        ),
        _("What you take back goes at once: whoever looks at that moment can see that it went."),
        _(
            "What you say keeps its day: whoever knows on which days you took part can look among "
            "the voices of those days."
        ),
        _(
            "While the programme runs, what you say is stored as said by one voice, so that you "
            "can read it and take it back. And an idea with many votes was there early: everybody "
            "can see that."
        ),
        _(
            "In a very small group, people may guess. No number about fewer than %(smallest)s "
            "people is shown."
        ),
    )
