from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.core.models import NarrowRecord, Record
from folkmoot.programmes.models import Channel, Programme

LONGEST_SUBJECT, LONGEST_TEXT = 120, 4000


class Campaign(Record):
    """One letter to many: what it says, to whom, on which day. Who got it is not kept here.

    ``cursor`` is how far queueing has come in the order of random ids: it survives a kill
    and tells nothing. ``attribute`` and ``value`` narrow it to a part of those invited.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        REMINDER = "reminder", _("Reminder")
        NEWS = "news", _("News")
        REQUESTED = "again", _("Asked for")  # written by the product, to those who asked

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        QUEUEING = "queueing", _("Being written")
        QUEUED = "queued", _("On its way")
        STOPPED = "stopped", _("Stopped")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    text = models.TextField(max_length=LONGEST_TEXT)
    channel = models.ForeignKey(Channel, on_delete=models.SET_NULL, null=True, related_name="+")
    attribute = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=80, blank=True)
    scheduled_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    cursor = models.BigIntegerField(default=0)
    number = models.PositiveSmallIntegerField(default=0)  # of reminders: the first is 1
    created_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["programme", "created_on"], name="campaigns_in_order")]

    def __str__(self) -> str:
        return self.subject


class ShortLink(models.Model):
    """A few characters that lead to a channel's link, short enough to be typed from a poster."""

    code = models.CharField(max_length=8, primary_key=True)
    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.code


class Ambassador(NarrowRecord):
    """Somebody who brings people in, with a channel of their own and a page that shows it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Population(NarrowRecord):
    """How many people of a kind there are, as the sponsor knows it: what reach is held against."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    attribute = models.CharField(max_length=200)
    value = models.CharField(max_length=120)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "attribute", "value"], name="one_population_per_value"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attribute} {self.value}: {self.number}"


class TileLayout(models.Model):
    """Where each region's tile stands on the map of a programme, and which question it maps."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    attribute = models.CharField(max_length=200)
    tiles = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.attribute
