"""Taking back a whole voice, and clearing a rehearsal away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from folkmoot.participants.models import Participant
from folkmoot.workshops.models import Comment, Exposure, Idea, Vote
from folkmoot.workshops.queries.similar import forget_vectors
from folkmoot.workshops.services.publishing import (
    count_comments,
    recount,
    recount_unless_batched,
)


@transaction.atomic
def withdraw_voice(participant_id: int, at: datetime) -> int:
    """Erase every word and vote of a participant; returns how many contributions that was."""
    programme = Participant.objects.values_list("programme_id", flat=True).get(pk=participant_id)
    votes = Vote.objects.filter(participant_id=participant_id)
    exposures = Exposure.objects.filter(participant_id=participant_id)
    comments = Comment.objects.filter(author_id=participant_id)
    touched = {
        *votes.values_list("idea_id", flat=True),
        *exposures.values_list("idea_id", flat=True),
        *comments.values_list("idea_id", flat=True),
    }
    own = Idea.objects.filter(author_id=participant_id)
    held = touched | set(own.values_list("pk", flat=True))
    # In one order everywhere, so that two people leaving at once cannot block each other.
    list(Idea.objects.select_for_update().filter(pk__in=held).order_by("pk").values("pk"))
    withdrawn = votes.delete()[0]
    exposures.delete()
    withdrawn += comments.update(text="", is_withdrawn=True, hidden_reason="", author=None)
    withdrawn += own.update(
        text="", is_withdrawn=True, status_reason="", hidden_reason="", author=None
    )
    there = Idea.objects.filter(pk__in=touched)
    count_comments(there)
    recount_unless_batched(programme, there)
    forget_vectors()
    return withdrawn


@transaction.atomic
def erase_practice(programme_id: UUID) -> None:
    """Remove what rehearsing staff said, leaving no placeholder behind."""
    here = {"question__activity__programme_id": programme_id}
    Idea.objects.filter(author__is_practice=True, **here).delete()
    practised = {"participant__is_practice": True, "participant__programme_id": programme_id}
    Vote.objects.filter(**practised).delete()
    Exposure.objects.filter(**practised).delete()
    Comment.objects.filter(author__is_practice=True, author__programme_id=programme_id).delete()
    recount(Idea.objects.filter(**here))
