"""When a person takes back what they said, the copies kept as evidence go too."""

from datetime import datetime

from django.db.models import Q

from folkmoot.frameworks.models import Evidence
from folkmoot.workshops.models import Comment, Idea


def forget_words_of(participant_id: int, at: datetime) -> int:
    """Blank the kept words; the links stay, so that editors see which support is gone.

    Returns 0: the contributions themselves are counted by the room that holds them.
    """
    ideas = [
        str(id_) for id_ in Idea.objects.filter(author=participant_id).values_list("pk", flat=True)
    ]
    comments = Comment.objects.filter(author=participant_id).values_list("pk", flat=True)
    spoken = [Evidence.Kind.IDEA, Evidence.Kind.QUOTE]
    figures = [f"{about}:{id_}" for about in ("support", "consensus") for id_ in ideas]
    Evidence.objects.filter(
        Q(kind__in=spoken, target__in=[*ideas, *map(str, comments)])
        | Q(kind=Evidence.Kind.NUMBER, target__in=figures)
    ).update(words="", detail="")
    return 0
