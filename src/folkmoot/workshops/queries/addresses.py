"""Where an author sees what a conversation is about."""

from folkmoot.core.ids import from_ref
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Comment


def address_of(programme: Programme, kind: str, ref: str) -> str:
    """Where an author sees what a conversation is about, and may say it anew; or nothing."""
    try:
        pk = from_ref(ref)
    except ValueError:
        return ""
    if kind == "idea":
        return programme.address("workshops:idea", pk)
    comment = Comment.objects.filter(pk=pk, idea__question__activity__programme=programme).first()
    if comment is None:
        return ""
    idea = programme.address("workshops:idea", comment.idea_id)
    return f"{idea}?comment={ref}#comment-{ref}"
