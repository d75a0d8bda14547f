from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.activities.models import Appearing
from folkmoot.core.models import NarrowRecord
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Activity


class ChallengeQuestion(NarrowRecord):
    """What the sponsors ask. Opens on its own date where it has one."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=300)
    help_text = models.CharField(max_length=600, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at"))
                | models.Q(opens_at=None)
                | models.Q(closes_at=None),
                name="question_opens_before_it_closes",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Idea(NarrowRecord, Appearing):
    """``said_on`` is a day, and ids are random: the table holds no order to pair people with.

    Its totals are the published ones: one job writes them, from the votes (services.publishing).
    """

    class Status(models.TextChoices):
        NEW = "new", _("New")
        HEARD = "heard", _("Heard")
        EXPLORING = "exploring", _("Exploring")
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Done")
        NOT_NOW = "not_now", _("Not now")

    question = models.ForeignKey(ChallengeQuestion, on_delete=models.CASCADE, related_name="ideas")
    # Of a voice; once ties have gone (participants), a number of this row alone.
    author = models.ForeignKey(
        Participant,
        on_delete=models.SET_NULL,
        null=True,
        related_name="ideas",
        db_constraint=False,
    )
    text = models.TextField(max_length=5000)
    said_on = models.DateField()
    source = models.CharField(max_length=80, blank=True)  # where notes of an event came from
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    status_reason = models.CharField(max_length=600, blank=True)
    is_pinned = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    hidden_reason = models.CharField(max_length=300, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    # About the conversation or about who votes ("I live in the town"): no view to group people by.
    is_meta = models.BooleanField(default=False)
    agrees = models.PositiveIntegerField(default=0)
    disagrees = models.PositiveIntegerField(default=0)
    passes = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    exposures = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["question", "is_hidden", "is_withdrawn"], name="ideas_of_question")
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def votes_cast(self) -> int:
        return self.agrees + self.disagrees + self.passes


class Comment(NarrowRecord, Appearing):
    """``position`` is the order within its idea, among comments that everybody sees. Until then
    it is a random number from ``UNPLACED`` on, so that nothing tells which came first."""

    UNPLACED = 2**30

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(
        Participant,
        on_delete=models.SET_NULL,
        null=True,
        related_name="comments",
        db_constraint=False,
    )
    text = models.TextField(max_length=2000)
    said_on = models.DateField()
    position = models.PositiveIntegerField()
    is_hidden = models.BooleanField(default=False)
    hidden_reason = models.CharField(max_length=300, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "position"], name="comments_are_in_order")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Vote(models.Model):
    """A narrow row: there may be a hundred million of them."""

    class Stance(models.IntegerChoices):
        AGREE = 1, _("Agree")
        PASS = 0, _("Not sure")
        DISAGREE = -1, _("Disagree")

    pk = models.CompositePrimaryKey("idea_id", "participant_id")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="votes")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="votes", db_constraint=False
    )
    stance = models.SmallIntegerField(choices=Stance)
    cast_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.get_stance_display()} on an idea"


class Exposure(models.Model):
    """An idea was put before a participant, who moved on without voting.

    A vote is an exposure too and has its own row, so voting removes this one:
    ``Idea.exposures`` is always its votes plus these rows.
    """

    pk = models.CompositePrimaryKey("participant_id", "idea_id")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return "an exposure"
