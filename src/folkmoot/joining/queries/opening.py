"""What is decided of joining, and what is proposed, before a programme opens."""

from datetime import date

from folkmoot.core.days import day_of
from folkmoot.joining.models import JoiningSettings, Mode
from folkmoot.joining.queries.gateway import asked_of
from folkmoot.joining.queries.joining_settings import settings_of
from folkmoot.programmes.models import Programme

QUESTIONS = "joining-questions"  # what came from an earlier programme
RELEASED_AFTER, ERASED_AFTER = 12, 24  # months after the close


def is_invited(programme: Programme) -> bool:
    return settings_of(programme).mode != Mode.OPEN


def chosen_mode(settings: JoiningSettings) -> str | None:
    """What somebody has decided; a default is no decision."""
    return str(settings.mode) if settings.is_chosen else None


def proposed_dates(programme: Programme, settings: JoiningSettings) -> dict[str, date | None]:
    """What is kept; where nobody has decided, what we propose, counted from the close."""
    kept = {name: getattr(settings, name) for name in ("destroy_on", "release_on", "erase_on")}
    if settings.dates_chosen_on is None and programme.closes_at and not settings.is_fixed:
        closes = day_of(programme.closes_at)
        kept["release_on"] = kept["release_on"] or _months_after(closes, RELEASED_AFTER)
        kept["erase_on"] = kept["erase_on"] or _months_after(closes, ERASED_AFTER)
    return kept


def questions_asked(programme: Programme) -> int:
    return sum(1 for _ in asked_of(programme).questions)


def too_early(programme: Programme, settings: JoiningSettings) -> date | None:
    """The first of the dates that were fine until the close moved behind them."""
    days = [day for day in (settings.release_on, settings.erase_on) if day]
    if settings.is_fixed or not programme.closes_at or not days:
        return None
    return None if min(days) > day_of(programme.closes_at) else min(days)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, the 28th at the latest: months are not equally long."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
