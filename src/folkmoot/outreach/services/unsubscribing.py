"""One click, and no more letters from this organisation."""

from django.core.signing import BadSignature, Signer

from folkmoot.core.ids import from_ref, to_ref
from folkmoot.members.models import Member

SIGNER = Signer(salt="folkmoot.outreach.unsubscribe")


def path_for(member_id: int) -> str:
    return f"/unsubscribe/{SIGNER.sign(to_ref(member_id)).replace(':', '.')}/"


def organisation_behind(token: str) -> str | None:
    """The name of the organisation that the link stops, or None for a link that is not ours."""
    member = _member(token)
    return member.organisation.name if member else None


def opt_out(token: str) -> bool:
    member = _member(token)
    if member is None:
        return False
    Member.objects.filter(pk=member.pk).update(is_opted_out=True)
    return True


def _member(token: str) -> Member | None:
    try:
        key = from_ref(SIGNER.unsign(token.replace(".", ":")))
    except (BadSignature, ValueError):
        return None
    return Member.objects.select_related("organisation").filter(pk=key).first()
