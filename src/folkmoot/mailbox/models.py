from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import User
from folkmoot.activities.models import Appearing
from folkmoot.core.models import NarrowRecord
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Programme


class Subject(NarrowRecord):
    """What a message is about: the room above names it, this one never opens it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    # Once ties have gone (participants) the number in the row that the message is about.
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    subject_kind = models.CharField(max_length=20)
    subject_ref = models.CharField(max_length=13)
    subject_label = models.CharField(max_length=160)

    class Meta:
        abstract = True


class Thread(Subject):
    """A conversation between staff and whoever said one thing; it stands alone.

    ``seen`` is how far the author has read. It is the author's own and no page of staff
    may show it: conversations read together would be seen to belong together.
    """

    class ClosedBy(models.TextChoices):
        NOBODY = "", _("Open")
        STAFF = "staff", _("Closed by the team")
        AUTHOR = "author", _("Closed by the author")

    last_on = models.DateField()
    last_position = models.PositiveIntegerField(default=0)
    last_from_us = models.PositiveIntegerField(default=0)  # position; 0: none yet
    seen = models.PositiveIntegerField(default=0)
    waits_for_us = models.BooleanField(default=False)
    has_talk = models.BooleanField(default=False)  # a person wrote, not only the product
    closed_by = models.CharField(max_length=10, choices=ClosedBy, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["programme", "has_talk", "-last_on", "-id"], name="threads_latest_first"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "subject_kind", "subject_ref"],
                name="one_thread_per_subject",
            )
        ]

    def __str__(self) -> str:
        return self.subject_label

    @property
    def is_closed(self) -> bool:
        return bool(self.closed_by)


class Note(NarrowRecord, Appearing):
    """One message. ``author`` is who of staff wrote it; an author of ideas is never named.

    What authors answer waits for a batch before staff see it; until then it moves nothing that
    they see of its thread.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="notes")
    position = models.PositiveIntegerField()  # the order in its thread; a day is no order
    is_from_us = models.BooleanField()
    is_automatic = models.BooleanField(default=False)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=2000, blank=True)  # empty: taken back by its author
    written_on = models.DateField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "position"], name="notes_are_in_order")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Announcement(Subject):
    """News for an author that waits for the day's delivery; newer news replaces it."""

    text = models.TextField(max_length=2000)
    queued_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "subject_kind", "subject_ref"],
                name="one_announcement_per_subject",
            )
        ]

    def __str__(self) -> str:
        return self.subject_label


class Choice(models.Model):
    """How an author wants to hear of messages. Staff are never told."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    is_muted = models.BooleanField(default=False)
    wants_email = models.BooleanField(default=False)
    has_been_told = models.BooleanField(default=False)  # by e-mail, since they last looked

    def __str__(self) -> str:
        return "a choice"
