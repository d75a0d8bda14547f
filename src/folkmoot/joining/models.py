"""How people come in. The only room that knows both who is invited and who speaks.

What these tables must never hold: a time, an order, or anything that names a member beside
a voice without the programme's key, which lies in a file outside database and backups.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.core.models import Record
from folkmoot.core.physical_order import RandomKey
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Programme


class Mode(models.TextChoices):
    OPEN = "open", _("Open link")
    CONFIDENTIAL = "confidential", _("Confidential")
    ANONYMOUS = "anonymous", _("Anonymous")


class JoiningSettings(models.Model):
    """How a programme is joined, and when what it knows ends. Fixed by the launch.

    ``destroy_on`` is the day the key goes; None: the day after the programme closes.
    """

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, primary_key=True, related_name="joining_settings"
    )
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.OPEN)
    is_fixed = models.BooleanField(default=False)
    # The days on which a person decided: None is a default, or came from an earlier programme.
    chosen_on = models.DateField(null=True, blank=True)
    dates_chosen_on = models.DateField(null=True, blank=True)
    destroy_on = models.DateField(null=True, blank=True)
    release_on = models.DateField(null=True, blank=True)
    erase_on = models.DateField(null=True, blank=True)
    key_destroyed_on = models.DateField(null=True)
    released_on = models.DateField(null=True)
    erased_on = models.DateField(null=True)
    order_rewritten_on = models.DateField(null=True)
    # When what is stored of voices was shortened for good; None for keys that went before.
    generalised_on = models.DateField(null=True)
    # When the last analysis that needs ties was asked for: ties go once it is done, or a day later.
    ties_due_on = models.DateField(null=True)
    openings = models.PositiveIntegerField(default=0)
    # Codes dealt to people who asked for another: as many may hold two.
    second_codes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=["open", "confidential", "anonymous"]),
                name="joining_mode_is_known",
            ),
            models.CheckConstraint(
                condition=Q(openings=0) | Q(mode="confidential"),
                name="only_sealed_links_are_opened",
            ),
            models.CheckConstraint(
                condition=Q(key_destroyed_on=None) | (Q(is_fixed=True) & ~Q(mode="open")),
                name="a_destroyed_key_was_fixed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.mode}"

    @property
    def is_chosen(self) -> bool:
        """What was launched before anybody was asked stands as it is."""
        return self.is_fixed or self.chosen_on is not None


class SealedLink(models.Model):
    """Whose voice it is, encrypted; only the relay opens it, and only while the key exists."""

    id = RandomKey()
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="sealed_link"
    )
    sealed = models.BinaryField(max_length=64)

    def __str__(self) -> str:
        return "a sealed link"


class UsedLink(models.Model):
    """A personal link that was used, under a keyed hash: one person, one voice.

    Kept apart from the list of the invited, which learns of it before reminders and in groups:
    a row changed in the same transaction as a voice is written would name whose it is.
    """

    id = RandomKey()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return "a used link"


class JoiningCode(models.Model):
    """A way in for whoever holds it. Deleted when used: no row says that it ever was."""

    id = RandomKey()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    code_hash = models.BinaryField(max_length=32, unique=True)

    def __str__(self) -> str:
        return "a joining code"


class InvitationRequest(models.Model):
    """Somebody asked for an invitation: their address, sealed with the programme's key.

    Written alike for every address, before anything is looked up; opened and sorted by the
    machine alone. ``id`` is a keyed hash, so that asking twice is one row; no day is kept.
    """

    id = RandomKey()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField(max_length=320)

    def __str__(self) -> str:
        return "somebody who asked"


class GatewayQuestion(Record):
    """A question on joining, as facilitators write it. ``attribute`` names what the list of the
    invited calls it. From the launch on its words are those of an edition (see questions)."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="gateway_questions"
    )
    text = models.CharField(max_length=200)
    options = models.JSONField(default=list)
    is_how_heard = models.BooleanField(default=False)
    attribute = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "is_how_heard"],
                condition=Q(is_how_heard=True),
                name="how_heard_is_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SegmentCell(models.Model):
    """How many people gave certain answers, under a keyed hash of the answers.

    Only the product, with the programme's key, can tell which answers a row counts.
    """

    id = RandomKey()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    met = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return "a count of answers"


class WaitingAnswers(models.Model):
    """What the latest few answered, sealed with the programme's key until there are k of them.

    Written anew, and as long, whenever anybody joins: a copy before and one after tell nothing.
    """

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "answers that wait to be counted"


class SegmentTotal(models.Model):
    """How many gave one answer to one question, written when the key is destroyed."""

    id = RandomKey()
    question = models.ForeignKey(GatewayQuestion, on_delete=models.CASCADE, related_name="totals")
    value = models.CharField(max_length=80)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "value"], name="one_total_per_answer")
        ]

    def __str__(self) -> str:
        return f"{self.value}: {self.number}"
