"""One click, and no more letters from this organisation."""

from folkmoot.members import services as members
from folkmoot.members.models import Member
from folkmoot.members.queries.addresses import member_of_token, opt_out_token


def path_for(member_id: int) -> str:
    return f"/unsubscribe/{opt_out_token(member_id).replace(':', '.')}/"


def organisation_behind(token: str) -> str | None:
    """The name of the organisation that the link stops, or None for a link that is not ours.

    Empty for somebody who was erased meanwhile: nothing is left to stop.
    """
    member_id = member_of_token(token.replace(".", ":"))
    if member_id is None:
        return None
    found = Member.objects.filter(pk=member_id).values_list("organisation__name", flat=True)
    return found.first() or ""


def opt_out(token: str) -> bool:
    return members.opt_out_by_token(token.replace(".", ":"))
