"""How a programme is joined, and what its page says of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import TruncDate

from folkmoot.core.days import day_of, in_words
from folkmoot.joining.models import Doorway, GatewayQuestion, JoiningCode, Mode
from folkmoot.programmes.models import Programme


def mode_of(programme_id: UUID) -> Mode:
    """Programmes without a doorway are joined by an open link."""
    found = Doorway.objects.filter(pk=programme_id).values_list("mode", flat=True).first()
    return Mode(found) if found else Mode.OPEN


def mode_of_list(programme_id: UUID) -> str:
    """What a list of people may keep: once the key is gone, attributes only as totals."""
    door = Doorway.objects.filter(pk=programme_id).first()
    if door is None:
        return Mode.OPEN.value
    return (Mode.ANONYMOUS if door.key_destroyed_on else Mode(door.mode)).value


def promised_in(organisation_id: UUID) -> list[str]:
    """Programmes whose people were told the smallest group, until everything is erased.

    Those being practised are not among them: what was said there goes at the launch.
    """
    launched = Programme.objects.filter(organisation_id=organisation_id, is_launched=True)
    erased = Doorway.objects.filter(erased_on__isnull=False)
    return list(launched.exclude(pk__in=erased.values("pk")).values_list("name", flat=True))


def needs_code(programme: Programme) -> bool:
    """Rehearsing staff need none: what they say is erased at the launch."""
    return programme.is_launched and mode_of(programme.pk) != Mode.OPEN


def doorway_of(programme: Programme) -> Doorway:
    """The doorway, or one as it would be: open, not fixed, nothing dated. Writes nothing."""
    return Doorway.objects.filter(pk=programme.pk).first() or Doorway(programme=programme)


def questions_of(programme: Programme) -> list[GatewayQuestion]:
    return list(GatewayQuestion.objects.filter(programme=programme))


def codes_left(programme: Programme) -> int:
    """Joining codes that nobody has used yet."""
    return JoiningCode.objects.filter(programme=programme).count()


def codes_dealt_again(programme: Programme) -> int:
    """Up to so many people may hold two codes, and so have two voices."""
    return doorway_of(programme).codes_again


def with_old_order(*, at: datetime) -> list[UUID]:
    """Programmes that have closed, perhaps again, or whose key has gone before that, and whose
    rows still lie as they came."""
    launched = Programme.objects.filter(is_launched=True)
    is_closed, has_no_key = Q(closes_at__lt=at), Q(doorway__key_destroyed_on__isnull=False)
    waiting = launched.filter(is_closed | has_no_key).filter(
        Q(doorway=None)  # imported before imports had one
        | Q(doorway__order_rewritten_on=None)
        | is_closed & Q(doorway__order_rewritten_on__lt=TruncDate("closes_at"))
    )
    return list(waiting.values_list("pk", flat=True))


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


ALWAYS_SHORT = (
    "You get a return key, which we do not keep. It brings your voice to another device.",
    "We keep the day you said something, never the time.",
    "You can take back anything you said, whenever you like.",
)
SHORT = {
    Mode.OPEN: (
        "You join with an open link. We never ask who you are, and we keep no address of your "
        "device.",
        "Each browser has one voice. A cookie in your browser carries it, and we cannot tell "
        "whose it is.",
    ),
    Mode.CONFIDENTIAL: (
        "You join with a link of your own, so that each person invited has one voice.",
        "Which voice is yours is kept encrypted. Only the machine can open it, to pass a "
        "message on to you; no person can, and the key is destroyed.",
    ),
    Mode.ANONYMOUS: (
        "You join with a code that was dealt at random. Nothing records who was dealt which.",
        "Each code lets one person in, once, and is then forgotten.",
    ),
}
CAUTION = {
    Mode.OPEN: "Anybody with the link can join, and a person with two browsers could join "
    "twice: results say so.",
    Mode.CONFIDENTIAL: "Do not forward your link: whoever uses it first has your voice.",
    Mode.ANONYMOUS: "Do not forward your code: it lets one person in. Because nobody knows who "
    "has joined, reminders go to everybody invited or to nobody.",
}
VOICE = (
    "That a voice joined, on which day, by which poster or link if it had one, and whether its "
    "return key was renewed."
)
AFTERWARDS = (
    "Once the programme's key is destroyed the day is forgotten; and so is the link, unless {k} "
    "people or more whose stored answers are alike came by it."
)
KNOWN = {
    Mode.OPEN: (VOICE,),
    Mode.CONFIDENTIAL: (
        "Who is invited: an e-mail address, and what the organisation's list says about reach, "
        "such as a region.",
        "Whether you have joined, so that reminders go only to those who have not. The list "
        "learns this for groups of {k} or more people at a time.",
        "That an invitation was asked for at an address: encrypted, without a day, until it is "
        "answered or the programme's key is destroyed.",
        f"{VOICE} {AFTERWARDS}",
    ),
    Mode.ANONYMOUS: (
        "Who is invited: an e-mail address and nothing else. What the list said of people, such "
        "as a region, is kept as totals only.",
        "How many codes were sent and how many were used. Not by whom.",
        "That an invitation was asked for at an address: encrypted, without a day, until it is "
        "answered or the programme's key is destroyed.",
        "Whether you asked for a new code, until the programme's key is destroyed. Staff see only "
        "whether a group of {k} or more is waiting.",
        f"{VOICE} {AFTERWARDS}",
    ),
}
NEVER = {
    Mode.OPEN: ("Your name, your e-mail address, the address of your device.",),
    Mode.CONFIDENTIAL: (
        "Which voice is yours: no page shows it, to staff or to an administrator of the system.",
        "The address of your device.",
    ),
    Mode.ANONYMOUS: (
        "Whether you joined, and which voice is yours. No such record exists, sealed or not.",
        "The address of your device.",
    ),
}
NOT_PROTECTED = {
    Mode.OPEN: ("Your network sees that you visit this site, though not what you say here.",),
    Mode.CONFIDENTIAL: (
        "Somebody who runs the server and sets out to betray you could use the key while it "
        "exists, or copy the server while you are on it.",
        "Mail servers keep records of letters they delivered to you, also of notices that an "
        "answer waits for you.",
        "Backups made while the programme runs hold the list of those invited and the shortened "
        "answers on joining: laid side by side they narrow you down to {k} people or more.",
    ),
    Mode.ANONYMOUS: (
        "Somebody who runs the server and changes it to record codes as they are sent could "
        "betray you. The program as published does not.",
        "Mail servers keep records of the invitations they delivered, with the code inside.",
    ),
}
ALWAYS_NOT = (
    "Words can give you away: how you write, or what only you can know. Leave out what names you.",
    "What you say keeps its day: whoever knows on which days you took part can look among the "
    "voices of those days.",
    "In a very small group, people may guess. No number about fewer than {k} people is shown.",
)


def promise_of(programme: Programme) -> Promise:
    """Made from the settings as they are: nothing here can say more than is done."""
    door, k = doorway_of(programme), programme.organisation.smallest_group
    mode = Mode(door.mode)
    is_decided = door.is_chosen or programme.is_launched
    asks = GatewayQuestion.objects.filter(programme=programme).exists()
    known = [line.format(k=k) for line in KNOWN[mode]]
    if asks:
        known.append(_about_answers(mode, k))
    short: tuple[str, ...] = SHORT[mode]
    if door.codes_again:
        short += (_about_second_codes(door.codes_again),)
    return Promise(
        mode=mode.value,
        name=mode.label,
        short=short + ALWAYS_SHORT,
        caution=CAUTION[mode],
        known=tuple(known),
        never_known=NEVER[mode],
        not_protected=tuple(line.format(k=k) for line in NOT_PROTECTED[mode] + ALWAYS_NOT),
        dates=_dates(door, programme, mode if is_decided else Mode.OPEN),
        record=_record(door, mode) if is_decided else (),
        asks=asks,
        is_decided=is_decided,
    )


def _about_second_codes(number: int) -> str:
    return (
        f"Up to {number:,} {'person' if number == 1 else 'people'} may hold two codes, and so have "
        "two voices: sent a new one, or erased from the list and invited again. Nobody can tell "
        "whether they hold the first one, too, and results say so."
    )


def _about_answers(mode: Mode, k: int) -> str:
    if mode != Mode.OPEN:
        return (
            "Your answers to the questions on joining. A combination that fewer than "
            f"{k} people have given is shortened before it is stored. Once the programme's key is "
            f"destroyed, the answers still stored of you are those of {k} people or more, exactly "
            "alike; what you say and vote stays your own."
        )
    return f"Your answers to the questions on joining, shown only for {k} or more people together."


MOVES = "if it is extended, this day moves with it"


def _dates(door: Doorway, programme: Programme, mode: Mode) -> tuple[tuple[str, str], ...]:
    lines = []
    if mode != Mode.OPEN:
        what = (
            "The key that ties voices to people is destroyed"
            if mode == Mode.CONFIDENTIAL
            else "The key that checks codes is destroyed, and unused codes with it"
        )
        if door.destroy_on:
            when = in_words(door.destroy_on)
        elif programme.closes_at:
            after = day_of(programme.closes_at) + timedelta(days=1)
            when = f"{in_words(after)}, the day after the programme closes; {MOVES}"
        else:
            when = f"the day after the programme closes; {MOVES}"
        lines.append((what, when))
    for what, day in (
        ("Return keys stop working and answers on joining are deleted", door.release_on),
        (
            "Everything that was said is taken back and the list of those invited is erased",
            door.erase_on,
        ),
    ):
        lines.append((what, in_words(day) if day else "no date has been set"))
    return tuple(lines)


def _record(door: Doorway, mode: Mode) -> tuple[str, ...]:
    lines = []
    if mode == Mode.CONFIDENTIAL:
        times = "once" if door.openings == 1 else f"{door.openings:,} times"
        lines.append(
            f"The machine has opened a sealed link {times} to pass a message on."
            if door.openings
            else "No sealed link has been opened."
        )
    if mode != Mode.OPEN:
        lines.append(
            f"The key was destroyed on {in_words(door.key_destroyed_on)}."
            if door.key_destroyed_on
            else "The key exists."
            if door.is_fixed
            else "The key is made when the programme is launched."
        )
    if door.order_rewritten_on:
        lines.append(f"The order of all rows was rewritten on {in_words(door.order_rewritten_on)}.")
    if door.released_on:
        lines.append(f"Voices were let go on {in_words(door.released_on)}.")
    if door.erased_on:
        lines.append(f"Everything was erased on {in_words(door.erased_on)}.")
    return tuple(lines)
