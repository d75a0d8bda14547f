"""When what happens, as a file that calendars read (RFC 5545)."""

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from folkmoot.core.formats import closing, opening
from folkmoot.programmes import queries as programmes
from folkmoot.programmes.models import Programme

LINE = 73  # octets, before the line break: 75 with a leading space of the next


def calendar_file(programme: Programme, *, at: datetime, activity_id: UUID | None = None) -> str:
    """One event for each phase that has dates, and one for the programme as a whole."""
    events = []
    if activity_id is None and programme.opens_at and programme.closes_at:
        events.append((str(programme.pk), programme.name, programme.opens_at, programme.closes_at))
    for activity in programmes.activity_cards(programme):
        if activity_id not in {None, activity.id}:
            continue
        events += [
            (f"{activity.id}-{phase.key}", f"{activity.title}: {phase.name}", opens, closes)
            for phase in activity.phases
            if (opens := phase.opens_at) and (closes := phase.closes_at)
        ]
    where = f"{settings.BASE_URL}{programme.front_path}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Folkmoot//EN", "CALSCALE:GREGORIAN"]
    for key, name, opens, closes in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@{settings.BASE_URL.split('://')[1].split(':')[0]}",
            f"DTSTAMP:{_moment(at)}",
            f"DTSTART:{_moment(opens)}",
            f"DTEND:{_moment(closes)}",
            f"SUMMARY:{_text(name)}",
            f"DESCRIPTION:{_text(f'{_stretch(opens, closes)} {programme.summary}'.rstrip())}",
            f"URL:{where}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def has_dates(programme: Programme) -> bool:
    return bool(programme.opens_at and programme.closes_at)


def _stretch(opens: datetime, closes: datetime) -> str:
    """In words, too: calendars show an event of weeks as days, without the hour of its end."""
    return _("Open from %(opening)s to %(closing)s.") % {
        "opening": opening(opens),
        "closing": closing(closes),
    }


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    for mark in ("\\", ";", ","):
        value = value.replace(mark, f"\\{mark}")
    return " ".join(value.splitlines())


def _folded(line: str) -> str:
    """No line over 75 octets, and no character cut in two."""
    parts, rest = [], line.encode()
    while len(rest) > LINE:
        cut = LINE
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(rest[:cut].decode())
        rest = rest[cut:]
    return "\r\n ".join([*parts, rest.decode()])
