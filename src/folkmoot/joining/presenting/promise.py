"""What the settings of a programme mean for a person, in words."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.days import day_of
from folkmoot.core.formats import day as in_words
from folkmoot.core.formats import number
from folkmoot.joining.models import JoiningSettings, Mode
from folkmoot.joining.presenting import promise_texts
from folkmoot.joining.queries.joining_settings import second_codes_at_most, settings_of
from folkmoot.joining.queries.opening import questions_asked
from folkmoot.participants.queries import untied
from folkmoot.programmes.models import Programme
from folkmoot.published.presenting import when_texts_appear


@dataclass(frozen=True, slots=True)
class Promise:
    """What the settings of one programme mean for a person, in words.

    ``dates`` pairs what ends with its day; ``record`` says what has happened so far. Where
    ``is_decided`` is false nobody has chosen the way of joining: then it promises nothing.
    """

    mode: str
    name: str
    short: tuple[str, ...]
    caution: str
    known: tuple[str, ...]
    never_known: tuple[str, ...]
    not_protected: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    record: tuple[str, ...]
    asks: bool
    is_decided: bool


def promise_of(programme: Programme) -> Promise:
    """Made from the settings as they are: nothing here can say more than is done."""
    settings, k = (
        settings_of(programme),
        {"smallest": programme.organisation.smallest_group},
    )
    mode = Mode(settings.mode)
    is_decided = settings.is_chosen or programme.is_launched
    asks = questions_asked(programme) > 0
    known = [
        *promise_texts.known(mode),
        promise_texts.voice(mode),
        *([_about_answers(mode)] if asks else []),
    ]
    second = second_codes_at_most(programme, settings)
    return Promise(
        mode=mode.value,
        name=str(mode.label),
        short=(
            *promise_texts.how(mode),
            *([_about_second_codes(second)] if second else []),
            when_texts_appear(programme),
            promise_texts.waits(),
            *promise_texts.always(),
        ),
        caution=promise_texts.caution(mode),
        known=tuple(line % k for line in known),
        never_known=promise_texts.never_known(mode),
        not_protected=tuple(
            line % k for line in promise_texts.not_protected(mode) + promise_texts.never_protected()
        ),
        dates=_dates(settings, programme, mode if is_decided else Mode.OPEN),
        record=_record(settings, mode) if is_decided else (),
        asks=asks,
        is_decided=is_decided,
    )


def _about_second_codes(people: int) -> str:
    return ngettext(
        "Up to %(count)s person may hold two codes, and so have two voices: sent a new one, or "
        "erased from the list and invited again. Nobody can tell whether they hold the first one, "
        "too, and results say so.",
        "Up to %(count)s people may hold two codes, and so have two voices: sent a new one, or "
        "erased from the list and invited again. Nobody can tell whether they hold the first one, "
        "too, and results say so.",
        people,
    ) % {"count": number(people)}


def _about_answers(mode: Mode) -> str:
    if mode != Mode.OPEN:
        return _(
            "Your answers to the questions on joining. A combination that fewer than %(smallest)s "
            "people have given is shortened before it is stored. Once the programme's key is "
            "destroyed, the answers still stored of you are those of %(smallest)s people or more, "
            "exactly alike; what you say and vote stays your own."
        )
    return _(
        "Your answers to the questions on joining, shown only for %(smallest)s or more people "
        "together."
    )


def _dates(
    settings: JoiningSettings, programme: Programme, mode: Mode
) -> tuple[tuple[str, str], ...]:
    found = []
    if mode != Mode.OPEN:
        what = (
            _("The key that ties voices to people is destroyed")
            if mode == Mode.CONFIDENTIAL
            else _("The key that checks codes is destroyed, and unused codes with it")
        )
        found.append((what, _day_of_the_key(settings, programme)))
    never = _("no date has been set")
    for what, day in (
        (
            _("Return keys stop working and answers on joining are deleted"),
            settings.release_on,
        ),
        (
            _("Everything that was said is taken back and the list of those invited is erased"),
            settings.erase_on,
        ),
    ):
        found.append((what, in_words(day) if day else never))
    return tuple(found)


def _day_of_the_key(settings: JoiningSettings, programme: Programme) -> str:
    if settings.destroy_on:
        return in_words(settings.destroy_on)
    if programme.closes_at:
        after = day_of(programme.closes_at) + timedelta(days=1)
        return _(
            "%(day)s, the day after the programme closes; if it is extended, this day moves with it"
        ) % {"day": in_words(after)}
    return _("the day after the programme closes; if it is extended, this day moves with it")


def _record(settings: JoiningSettings, mode: Mode) -> tuple[str, ...]:
    found = []
    if mode == Mode.CONFIDENTIAL:
        found.append(_openings(settings.openings))
    if mode != Mode.OPEN:
        found.append(_key(settings))
    if on := settings.order_rewritten_on:
        found.append(_("The order of all rows was rewritten on %(day)s.") % {"day": in_words(on)})
    if gone := untied(settings.programme_id):
        told = _(
            "What each person said is no longer kept together since %(day)s: only return keys "
            "find it."
        )
        found.append(told % {"day": in_words(gone.untied_on)})
    if on := settings.released_on:
        found.append(_("Voices were let go on %(day)s.") % {"day": in_words(on)})
    if on := settings.erased_on:
        found.append(_("Everything was erased on %(day)s.") % {"day": in_words(on)})
    return tuple(found)


def _openings(openings: int) -> str:
    if not openings:
        return _("No sealed link has been opened.")
    return ngettext(
        "The machine has opened a sealed link once to pass a message on.",
        "The machine has opened a sealed link %(count)s times to pass a message on.",
        openings,
    ) % {"count": number(openings)}


def _key(settings: JoiningSettings) -> str:
    if settings.key_destroyed_on:
        return _("The key was destroyed on %(day)s.") % {"day": in_words(settings.key_destroyed_on)}
    if settings.is_fixed:
        return _("The key exists.")
    return _("The key is made when the programme is launched.")
