"""How many people said something that stands, by the way they came: for the reach page."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from folkmoot.participants.models import Participant
from folkmoot.participants.queries import contributors
from folkmoot.workshops.models import Comment, Idea, Vote


def contributed_by_channel(programme_id: UUID) -> dict[int | None, int]:
    """Exact counts by channel id (None: no channel); whoever shows them rounds them."""
    stands = {"is_hidden": False, "is_withdrawn": False}
    on_standing = {f"idea__{field}": value for field, value in stands.items()}
    wrote_idea = Idea.objects.filter(author=OuterRef("pk"), **stands)
    wrote_comment = Comment.objects.filter(author=OuterRef("pk"), **stands, **on_standing)
    voted = Vote.objects.filter(participant=OuterRef("pk"), **on_standing)
    people = Participant.objects.filter(
        Q(Exists(wrote_idea)) | Q(Exists(wrote_comment)) | Q(Exists(voted)),
        programme_id=programme_id,
        is_practice=False,
    )
    by_row = dict(people.order_by().values_list("channel_id").annotate(n=Count("pk")))
    return contributors(programme_id, by_row)  # rows forget rare links when the key goes
