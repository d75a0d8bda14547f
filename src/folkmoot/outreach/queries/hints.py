"""What a programme's overview says about letters."""

from folkmoot.accounts.policy import Role
from folkmoot.core.days import in_words
from folkmoot.members import registry as members
from folkmoot.outreach import policy
from folkmoot.outreach.models import Campaign
from folkmoot.post import queries as post
from folkmoot.post.queries import Mail
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import Hint

TO_LETTERS = ("outreach:letters", "Open the letters")


def hints(programme: Programme, roles: frozenset[str]) -> list[Hint]:
    found = []
    may_see = policy.can_see_letters(frozenset(map(Role, roles)))
    if members.mode_of(programme.pk) != members.OPEN:
        words = "See the letters" if _has_invited(programme) else "Send the invitations"
        where = ("outreach:letters", words) if may_see else ("", "")
        text = "People join with the letter that they are sent: the link alone lets nobody in."
        found.append(Hint(text, *where, is_way_in=True))
    if may_see and (problem := mail_problem(post.mail())) and _is_waiting(programme):
        found.append(Hint(problem, *TO_LETTERS, is_warning=True))
    return found


def mail_problem(mail: Mail) -> str:
    """Why letters do not leave; empty where they do."""
    if not mail.is_configured:
        return (
            "This installation has no mail server yet. Letters are written and wait, sealed, "
            "until whoever runs it sets FOLKMOOT_EMAIL_URL. Nothing is lost meanwhile."
        )
    if not mail.problem:
        return ""
    since = f" This has been so since {in_words(mail.since)}." if mail.since else ""
    return f"{mail.problem}{since} Letters wait and are tried again every minute; none is lost."


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
