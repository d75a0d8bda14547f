"""From a blank page to an open programme: what is done, and what is still missing."""

from dataclasses import dataclass
from datetime import datetime

from folkmoot.programmes import registry
from folkmoot.programmes.models import Programme
from folkmoot.programmes.queries.mandate import newest_version


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must be put right before people are let in.

    ``url_name`` takes org and slug, and ``activity_id`` after them where there is one.
    """

    text: str
    url_name: str
    activity_id: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the checklist; steps that must not be skipped are ``needed``."""

    name: str
    hint: str
    url_name: str
    is_done: bool
    needed: bool = True
    activity_id: str = ""


def problems(programme: Programme, *, at: datetime) -> list[Problem]:
    """All of them at once, in the order of the checklist. Dates are asked for at the launch."""
    found = []
    mandate = newest_version(programme)
    if mandate is None or not mandate.promise.strip():
        found.append(
            Problem(
                "Write the promise in the mandate first: people join because of it.",
                "programmes:mandate",
            )
        )
    activities = list(programme.activities.prefetch_related("phases"))
    if not activities:
        found.append(
            Problem(
                "Add an activity first: there is nothing yet for people to do.",
                "programmes:timeline",
            )
        )
    known = {kind.key: kind for kind in registry.kinds()}
    for activity in activities:
        kind = known.get(activity.kind)
        if kind is None or kind.missing is None:
            continue
        found += [
            Problem(f"{activity.title}: {text}", kind.prepare, str(activity.pk))
            for text in kind.missing(activity.pk)
        ]
    if programme.closes_at and programme.closes_at <= at:
        found.append(
            Problem("The closing date has passed. Choose a later one.", "programmes:timeline")
        )
    found += [
        Problem(
            f"{activity.title}: every phase is over. Give it new dates, or remove the phases.",
            "programmes:timeline",
        )
        for activity in activities
        if activity.phases.all() and all(p.closes_at <= at for p in activity.phases.all())
    ]
    return found


def steps(programme: Programme, *, at: datetime) -> list[Step]:
    """The way from blank to open; the first one not done is the next step."""
    mandate = newest_version(programme)
    activities = list(programme.activities.all())
    known = {kind.key: kind for kind in registry.kinds()}
    listed = [
        Step(
            "Write the mandate",
            "What hurts, what you promise, who answers.",
            "programmes:mandate"
            if mandate and mandate.promise.strip()
            else "programmes:mandate_edit",
            bool(mandate and mandate.promise.strip()),
        ),
        Step(
            "Ask sponsors to sign",
            "A signed promise is why people take part.",
            "programmes:mandate",
            bool(mandate and mandate.signatures.exists()),
            needed=False,
        ),
    ]
    if not activities:
        listed.append(Step("Add an activity", "What people will do.", "programmes:timeline", False))
    for activity in activities:
        kind = known.get(activity.kind)
        if kind is None:
            continue
        missing = kind.missing(activity.pk) if kind.missing else []
        listed.append(
            Step(
                f"Prepare “{activity.title}”",
                " ".join(missing) or kind.meaning,
                kind.prepare,
                not missing,
                activity_id=str(activity.pk),
            )
        )
    has_dates = bool(programme.opens_at and programme.closes_at and programme.closes_at > at)
    listed += [
        Step(
            "Choose the dates",
            "When it opens and closes.",
            "programmes:timeline" if has_dates else "programmes:dates",
            has_dates,
        ),
        Step(
            "Add your colours and logo",
            "So that people recognise you.",
            "programmes:branding",
            bool(programme.logo),
            needed=False,
        ),
    ]
    return listed
