"""Where an author sees what a conversation is about."""

from django.urls import reverse

from folkmoot.core.ids import from_ref
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Comment


def address_of(programme: Programme, kind: str, ref: str) -> str:
    """Where an author sees what a conversation is about, and may say it anew; or nothing."""
    try:
        pk = from_ref(ref)
    except ValueError:
        return ""
    place = [programme.organisation.slug, programme.slug]
    if kind == "idea":
        return reverse("workshops:idea", args=[*place, pk])
    comment = Comment.objects.filter(pk=pk, idea__question__activity__programme=programme).first()
    if comment is None:
        return ""
    idea = reverse("workshops:idea", args=[*place, comment.idea_id])
    return f"{idea}?comment={ref}#comment-{ref}"
