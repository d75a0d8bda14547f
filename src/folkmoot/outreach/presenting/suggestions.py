"""What a programme's overview says about letters."""

from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Role
from folkmoot.core.formats import day as in_words
from folkmoot.members import registry as members
from folkmoot.outreach import policy
from folkmoot.outreach.models import Campaign
from folkmoot.post import queries as post
from folkmoot.post.presenting import mail as mail_in_words
from folkmoot.post.queries import Mail
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import Suggestion


def suggestions_for(programme: Programme, roles: frozenset[str]) -> list[Suggestion]:
    found = []
    may_see = policy.can_see_letters(frozenset(map(Role, roles)))
    if members.mode_of(programme.pk) != members.OPEN:
        words = _("See the letters") if _has_invited(programme) else _("Send the invitations")
        where = ("outreach:letters", words) if may_see else ("", "")
        text = _("People join with the letter that they are sent: the link alone lets nobody in.")
        found.append(Suggestion(text, *where, is_way_in=True))
    if may_see and (problem := mail_problem(mail_in_words())) and _is_waiting(programme):
        found.append(
            Suggestion(problem, "outreach:letters", _("Open the letters"), is_warning=True)
        )
    return found


def mail_problem(mail: Mail) -> str:
    """Why letters do not leave; empty where they do."""
    if not mail.is_configured:
        return _(
            "This installation has no mail server yet. Letters are written and wait, sealed, until "
            "whoever runs it sets FOLKMOOT_EMAIL_URL. Nothing is lost meanwhile."
        )
    if not mail.problem:
        return ""
    told = [mail.problem]
    if mail.since:
        told.append(_("This has been so since %(day)s.") % {"day": in_words(mail.since)})
    told.append(_("Letters wait and are tried again every minute; none is lost."))
    return " ".join(told)


def _has_invited(programme: Programme) -> bool:
    """Whether an invitation has its day, or has left."""
    found = Campaign.objects.filter(programme=programme, kind=Campaign.Kind.INVITATION)
    return found.exclude(state=Campaign.State.DRAFT).exists()


def _is_waiting(programme: Programme) -> bool:
    found = Campaign.objects.filter(programme=programme).exclude(state=Campaign.State.DRAFT)
    states = dict(found.values_list("pk", "state"))
    if {Campaign.State.SCHEDULED, Campaign.State.QUEUEING} & set(states.values()):
        return True
    return any(report.waiting for report in post.reports(list(states)).values())
