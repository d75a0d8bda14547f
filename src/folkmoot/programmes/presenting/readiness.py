"""From a blank page to an open programme: what is done, and what is still missing."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from folkmoot.programmes import registry
from folkmoot.programmes.models import Activity, MandateSignature, Programme
from folkmoot.programmes.queries.notice import carried_over, missing_of, notice_of


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must be put right before people are let in.

    ``url_name`` takes org and slug, and ``activity_id`` after them where there is one.
    """

    text: str
    url_name: str
    activity_id: str = ""


@dataclass(frozen=True, slots=True)
class SetupStep:
    """A line of the checklist; steps that must not be skipped are ``needed``.

    ``carried`` names what came from an earlier programme: nobody has said that it still holds.
    """

    name: str
    hint: str
    url_name: str
    is_done: bool
    needed: bool = True
    activity_id: str = ""
    carried: str = ""


def problems(programme: Programme, *, at: datetime) -> list[Problem]:
    """All of them at once, in the order of the checklist. Dates are asked for at the launch."""
    found = []
    signed = Exists(MandateSignature.objects.filter(version=OuterRef("pk")))
    mandate = programme.mandates.order_by("-number").annotate(is_signed=signed).first()
    carried = carried_over(programme)
    if mandate is None or not mandate.promise.strip():
        found.append(
            Problem(
                _("Write the promise in the mandate first: people join because of it."),
                "programmes:mandate",
            )
        )
    elif "mandate" in carried:
        found.append(
            Problem(
                _("Read the mandate again: it came from an earlier programme."),
                "programmes:mandate",
            )
        )
    activities = list(programme.activities.prefetch_related("phases"))
    if not activities:
        found.append(
            Problem(
                _("Add an activity first: there is nothing yet for people to do."),
                "programmes:timeline",
            )
        )
    known = {kind.key: kind for kind in registry.kinds()}
    for activity in activities:
        kind = known.get(activity.kind)
        if kind is None:
            continue
        found += [
            Problem(_about(activity, text), kind.prepare, str(activity.pk))
            for text in (kind.missing(activity.pk))
        ]
        if f"activity:{activity.pk}" in carried:
            found.append(_to_read_again(activity.title, kind.prepare, str(activity.pk)))
    if programme.closes_at and programme.closes_at <= at:
        found.append(
            Problem(_("The closing date has passed. Choose a later one."), "programmes:timeline")
        )
    found += [
        Problem(
            _("%(activity)s: every phase is over. Give it new dates, or remove the phases.")
            % {"activity": activity.title},
            "programmes:timeline",
        )
        for activity in activities
        if activity.phases.all() and all(p.closes_at <= at for p in activity.phases.all())
    ]
    for one in registry.preparations(programme, at):
        if one.carried in carried:
            found.append(_to_read_again(one.name, one.url_name))
        elif one.needed and not one.is_done:
            found.append(Problem(one.problem or one.hint, one.url_name))
    if registry.invites(programme) and missing_of(programme):
        found.append(
            Problem(
                _("Say who answers for people's data: the law has it told to everybody invited."),
                "programmes:notice",
            )
        )
    elif "notice" in carried:
        text = _("Read who answers for people's data again: it came from an earlier programme.")
        found.append(Problem(text, "programmes:notice"))
    if "branding" in carried:
        text = _("Read who your partners are again: it came from an earlier programme.")
        found.append(Problem(text, "programmes:branding"))
    return found


def _to_read_again(name: str, url_name: str, activity_id: str = "") -> Problem:
    text = _("Read “%(name)s” again: it came from an earlier programme.") % {"name": name}
    return Problem(text, url_name, activity_id)


def _about(activity: Activity, text: str) -> str:
    return _("%(activity)s: %(problem)s") % {"activity": activity.title, "problem": text}


def steps(programme: Programme, *, at: datetime) -> list[SetupStep]:
    """The way from blank to open; the first one not done is the next step."""
    signed = Exists(MandateSignature.objects.filter(version=OuterRef("pk")))
    mandate = programme.mandates.order_by("-number").annotate(is_signed=signed).first()
    carried = carried_over(programme)
    activities = list(programme.activities.all())
    known = {kind.key: kind for kind in registry.kinds()}
    invites = registry.invites(programme)
    listed = [
        SetupStep(
            _("Write the mandate"),
            _("What hurts, what you promise, who answers."),
            "programmes:mandate"
            if mandate and mandate.promise.strip()
            else "programmes:mandate_edit",
            bool(mandate and mandate.promise.strip()),
            carried="mandate",
        ),
        SetupStep(
            _("Ask sponsors to sign"),
            _("A signed promise is why people take part."),
            "programmes:mandate",
            bool(mandate and mandate.is_signed),
            needed=False,
        ),
    ]
    if not activities:
        listed.append(
            SetupStep(_("Add an activity"), _("What people will do."), "programmes:timeline", False)
        )
    for activity in activities:
        kind = known.get(activity.kind)
        if kind is None:
            continue
        missing = kind.missing(activity.pk)
        listed.append(
            SetupStep(
                _("Prepare “%(activity)s”") % {"activity": activity.title},
                " ".join(missing) or str(kind.meaning),
                kind.prepare,
                not missing,
                activity_id=str(activity.pk),
                carried=f"activity:{activity.pk}",
            )
        )
    has_dates = bool(programme.opens_at and programme.closes_at and programme.closes_at > at)
    listed += [
        SetupStep(
            _("Choose the dates"),
            _("When it opens and closes."),
            "programmes:timeline" if has_dates else "programmes:dates",
            has_dates,
        ),
        *(
            SetupStep(
                one.name, one.hint, one.url_name, one.is_done, one.needed, carried=one.carried
            )
            for one in registry.preparations(programme, at)
        ),
        SetupStep(
            _("Say who answers for people's data"),
            _("The controller, a contact, the lawful basis and where addresses come from.")
            if invites
            else _("People may ask who answers for what they give."),
            "programmes:notice",
            notice_of(programme) is not None and not missing_of(programme),
            needed=invites,
            carried="notice",
        ),
        SetupStep(
            _("Add your colours and logo"),
            _("So that people recognise you."),
            "programmes:branding",
            bool(programme.logo),
            needed=False,
            carried="branding",
        ),
    ]
    return [_as_it_is(step, carried) for step in listed]


def _as_it_is(step: SetupStep, carried: frozenset[str]) -> SetupStep:
    """What nobody has read again is not done, however complete it looks."""
    again = _("It came from an earlier programme. Read it again, and say that it still holds.")
    if step.carried in carried:
        return replace(step, is_done=False, hint=again)
    return replace(step, carried="")
