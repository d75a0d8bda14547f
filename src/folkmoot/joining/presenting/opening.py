"""What joining adds to the way to an opening, to the opening itself, and to an early close."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.days import day_of
from folkmoot.core.formats import day as in_words
from folkmoot.core.formats import number
from folkmoot.joining.models import JoiningSettings, Mode
from folkmoot.joining.queries.joining_settings import settings_of
from folkmoot.joining.queries.opening import QUESTIONS, questions_asked, too_early
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import Fact, Preparation


@dataclass(frozen=True, slots=True)
class ModeCard:
    """One way of joining, as somebody who decides about it must know it."""

    mode: str
    name: str
    speaks: str
    stored: str
    never_again: str


def mode_cards() -> tuple[ModeCard, ...]:
    return (
        ModeCard(
            Mode.OPEN.value,
            _("Open link"),
            _(
                "Anybody who has the link or sees a poster. A person with two browsers can have "
                "two voices, and results say so."
            ),
            _("Nothing of who people are: no list, no address, no name."),
            _(
                "You can never invite people one by one, remind those who have not come, or say "
                "that each person spoke once."
            ),
        ),
        ModeCard(
            Mode.CONFIDENTIAL.value,
            _("Invited, confidential"),
            _("Only people you invite by e-mail, each with a link of their own and one voice."),
            _(
                "Their addresses, and whether they have joined. Which voice is whose is kept "
                "locked: the machine opens it to pass on a letter, no person can."
            ),
            _(
                "You can never let others in by a link. When the key is destroyed after the close, "
                "nobody can write to authors any more."
            ),
        ),
        ModeCard(
            Mode.ANONYMOUS.value,
            _("Invited, anonymous by code"),
            _(
                "Only people you invite by e-mail. Each is dealt a code at random that lets one "
                "person in, once."
            ),
            _("Their addresses and nothing else about them. Who got which code is kept nowhere."),
            _(
                "You can never remind only those who have not joined, write to an author by "
                "e-mail, or stop a code that was passed on."
            ),
        ),
    )


def preparations(programme: Programme, at: datetime) -> list[Preparation]:
    settings = settings_of(programme)
    invited = settings.mode != Mode.OPEN
    early = _too_early(programme, settings)
    found = [
        Preparation(
            name=_("Choose how people join"),
            hint=_(
                "By an open link, or invited: confidential, or anonymous by code. It can never be "
                "changed once it is open."
            ),
            url_name="joining:mode",
            is_done=settings.is_chosen,
            problem=_("Choose how people join: it can never be changed once it is open."),
        ),
        Preparation(
            name=_("Decide when it ends"),
            hint=early or _("We propose days on which what is known of people is erased."),
            url_name="joining:retention",
            is_done=settings.dates_chosen_on is not None and not early,
            needed=invited or bool(early),
            problem=early or _("Decide when what is known of people is erased: they are told."),
        ),
    ]
    if questions_asked(programme):
        found.insert(
            1,
            Preparation(
                name=_("Ask a few questions on joining"),
                hint=_("They show who is missing."),
                url_name="joining:staff",
                is_done=True,
                needed=False,
                carried=QUESTIONS,
            ),
        )
    return found


def facts(programme: Programme, at: datetime) -> list[Fact]:
    settings, topic = settings_of(programme), _("People join")
    if not settings.is_chosen:
        text, link = _("Nobody has chosen yet how people join."), _("Choose how people join")
        return [Fact(topic, text, "joining:mode", link, is_warning=True)]
    return [
        Fact(topic, _said(Mode(settings.mode)), "joining:mode", _("See the three ways")),
        Fact(
            _("Questions on joining"),
            _asked(questions_asked(programme)),
            "joining:staff",
            _("See the questions"),
        ),
        Fact(
            _("When it ends"),
            " ".join(_endings(programme, settings)),
            "joining:retention",
            _("See the days"),
            is_warning=settings.dates_chosen_on is None,
        ),
    ]


def _said(mode: Mode) -> str:
    return {
        Mode.OPEN: _("By an open link: anybody who has it."),
        Mode.CONFIDENTIAL: _("Confidential: each by a link of their own."),
        Mode.ANONYMOUS: _("Anonymous, by code."),
    }[mode]


def _asked(questions: int) -> str:
    if not questions:
        return _("Nothing is asked on joining, so results cannot be shown by group or place.")
    return ngettext(
        "One question is asked on joining. They can never be changed.",
        "%(count)s questions are asked on joining. They can never be changed.",
        questions,
    ) % {"count": number(questions)}


def losses(programme: Programme, closes_at: datetime, at: datetime) -> list[str]:
    settings = settings_of(programme)
    if settings.mode == Mode.OPEN or settings.key_destroyed_on is not None:
        return []
    after = day_of(closes_at) + timedelta(days=1)
    day = min(after, settings.destroy_on) if settings.destroy_on else after
    key = _(
        "The programme's key is destroyed on %(day)s. After that it can open again for reading "
        "only: nobody else can ever join."
    ) % {"day": in_words(day)}
    if settings.mode == Mode.CONFIDENTIAL:
        return [
            key,
            _("With the key, the way to write to authors by e-mail goes."),
            _("Links in invitations that have not been used let nobody in any more."),
        ]
    # No number: one code fewer at each look would tell that somebody has just joined.
    return [key, _("With the key, all codes die that have not been used.")]


def _endings(programme: Programme, settings: JoiningSettings) -> list[str]:
    found = []
    if day := _day_of_the_key(programme, settings):
        found.append(_("The key is destroyed on %(day)s.") % {"day": in_words(day)})
    if settings.release_on:
        told = _("Return keys stop working on %(day)s.")
        found.append(told % {"day": in_words(settings.release_on)})
    if settings.erase_on:
        found.append(_("Everything is erased on %(day)s.") % {"day": in_words(settings.erase_on)})
    if not found:
        return [_("No day is set yet on which what we know of people is erased.")]
    return [*found, _("From then on each day can only come nearer.")]


def _day_of_the_key(programme: Programme, settings: JoiningSettings) -> date | None:
    if settings.mode == Mode.OPEN:
        return None
    after = day_of(programme.closes_at) + timedelta(days=1) if programme.closes_at else None
    return settings.destroy_on or after


def _too_early(programme: Programme, settings: JoiningSettings) -> str:
    """Dates that were fine until the close moved behind them."""
    if day := too_early(programme, settings):
        return _("What is known of people would end on %(day)s, before the programme closes.") % {
            "day": in_words(day)
        }
    return ""
