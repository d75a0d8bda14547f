"""What joining adds to the way to an opening, to the opening itself, and to an early close."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from folkmoot.core.days import day_of, in_words
from folkmoot.joining.models import Doorway, GatewayQuestion, Mode
from folkmoot.joining.queries.doors import doorway_of
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import Fact, Preparation

QUESTIONS = "joining-questions"  # what came from an earlier programme
RELEASED_AFTER, ERASED_AFTER = 12, 24  # months after the close
TOPIC = "People join"


@dataclass(frozen=True, slots=True)
class ModeCard:
    """One way of joining, as somebody who decides about it must know it."""

    mode: str
    name: str
    speaks: str
    stored: str
    never_again: str


MODE_CARDS = (
    ModeCard(
        Mode.OPEN.value,
        "Open link",
        "Anybody who has the link or sees a poster. A person with two browsers can have two "
        "voices, and results say so.",
        "Nothing of who people are: no list, no address, no name.",
        "You can never invite people one by one, remind those who have not come, or say that "
        "each person spoke once.",
    ),
    ModeCard(
        Mode.CONFIDENTIAL.value,
        "Invited, confidential",
        "Only people you invite by e-mail, each with a link of their own and one voice.",
        "Their addresses, and whether they have joined. Which voice is whose is kept locked: "
        "the machine opens it to pass on a letter, no person can.",
        "You can never let others in by a link. When the key is destroyed after the close, "
        "nobody can write to authors any more.",
    ),
    ModeCard(
        Mode.ANONYMOUS.value,
        "Invited, anonymous by code",
        "Only people you invite by e-mail. Each is dealt a code at random that lets one person "
        "in, once.",
        "Their addresses and nothing else about them. Who got which code is kept nowhere.",
        "You can never remind only those who have not joined, write to an author by e-mail, or "
        "stop a code that was passed on.",
    ),
)
SAID = {
    Mode.OPEN: "By an open link: anybody who has it.",
    Mode.CONFIDENTIAL: "Confidential: each by a link of their own.",
    Mode.ANONYMOUS: "Anonymous, by code.",
}


def is_invited(programme: Programme) -> bool:
    return doorway_of(programme).mode != Mode.OPEN


def chosen_mode(door: Doorway) -> str | None:
    """What somebody has decided; a default is no decision."""
    return str(door.mode) if door.is_chosen else None


def proposed_dates(programme: Programme, door: Doorway) -> dict[str, date | None]:
    """What is kept; where nobody has decided, what we propose, counted from the close."""
    kept = {name: getattr(door, name) for name in ("destroy_on", "release_on", "erase_on")}
    if door.dates_chosen_on is None and programme.closes_at and not door.is_fixed:
        closes = day_of(programme.closes_at)
        kept["release_on"] = kept["release_on"] or _months_after(closes, RELEASED_AFTER)
        kept["erase_on"] = kept["erase_on"] or _months_after(closes, ERASED_AFTER)
    return kept


def preparations(programme: Programme, at: datetime) -> list[Preparation]:
    door = doorway_of(programme)
    asked = GatewayQuestion.objects.filter(programme=programme).count()
    invited = door.mode != Mode.OPEN
    early = _too_early(programme, door)
    found = [
        Preparation(
            name="Choose how people join",
            hint="By an open link, or invited: confidential, or anonymous by code. It can never "
            "be changed once it is open.",
            url_name="joining:mode",
            is_done=door.is_chosen,
            problem="Choose how people join: it can never be changed once it is open.",
        ),
        Preparation(
            name="Decide when it ends",
            hint=early or "We propose days on which what is known of people is erased.",
            url_name="joining:retention",
            is_done=door.dates_chosen_on is not None and not early,
            needed=invited or bool(early),
            problem=early or "Decide when what is known of people is erased: they are told.",
        ),
    ]
    if asked:
        found.insert(
            1,
            Preparation(
                name="Ask a few questions on joining",
                hint="They show who is missing.",
                url_name="joining:staff",
                is_done=True,
                needed=False,
                carried=QUESTIONS,
            ),
        )
    return found


def facts(programme: Programme, at: datetime) -> list[Fact]:
    door = doorway_of(programme)
    asked = GatewayQuestion.objects.filter(programme=programme).count()
    if not door.is_chosen:
        text = "Nobody has chosen yet how people join."
        return [Fact(TOPIC, text, "joining:mode", "Choose how people join", is_warning=True)]
    mode = Mode(door.mode)
    found = [Fact(TOPIC, SAID[mode], "joining:mode", "See the three ways")]
    if asked:
        many = "One question is" if asked == 1 else f"{asked} questions are"
        text = f"{many} asked on joining. They can never be changed."
    else:
        text = "Nothing is asked on joining, so results cannot be shown by group or place."
    found.append(Fact("Questions on joining", text, "joining:staff", "See the questions"))
    lines = [f"{what} on {in_words(day)}." for what, day in _endings(programme, door)]
    text = " ".join(lines) or "No day is set yet on which what we know of people is erased."
    if lines:
        text += " From then on each day can only come nearer."
    link = ("joining:retention", "See the days")
    found.append(Fact("When it ends", text, *link, is_warning=door.dates_chosen_on is None))
    return found


def losses(programme: Programme, closes_at: datetime, at: datetime) -> list[str]:
    door = doorway_of(programme)
    if door.mode == Mode.OPEN or door.key_destroyed_on is not None:
        return []
    after = day_of(closes_at) + timedelta(days=1)
    day = min(after, door.destroy_on) if door.destroy_on else after
    found = [
        f"The programme's key is destroyed on {in_words(day)}. After that it can open again for "
        "reading only: nobody else can ever join."
    ]
    if door.mode == Mode.CONFIDENTIAL:
        found.append("With the key, the way to write to authors by e-mail goes.")
        found.append("Links in invitations that have not been used let nobody in any more.")
    else:
        # No number: one code fewer at each look would tell that somebody has just joined.
        found.append("With the key, all codes die that have not been used.")
    return found


def _endings(programme: Programme, door: Doorway) -> list[tuple[str, date]]:
    found = []
    if door.mode != Mode.OPEN:
        after = day_of(programme.closes_at) + timedelta(days=1) if programme.closes_at else None
        if day := door.destroy_on or after:
            found.append(("The key is destroyed", day))
    for what, when in (
        ("Return keys stop working", door.release_on),
        ("Everything is erased", door.erase_on),
    ):
        if when:
            found.append((what, when))
    return found


def _too_early(programme: Programme, door: Doorway) -> str:
    """Dates that were fine until the close moved behind them."""
    days = [day for day in (door.release_on, door.erase_on) if day]
    if door.is_fixed or not programme.closes_at or not days:
        return ""
    if min(days) > day_of(programme.closes_at):
        return ""
    return (
        f"What is known of people would end on {in_words(min(days))}, before the programme closes."
    )


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, the 28th at the latest: months are not equally long."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
