from django.db import models

from folkmoot.core.models import Record


class Batch(Record):
    """Letters that one thing (a campaign, say) sends, and what became of them: counts and a day.

    ``unconfirmed`` letters may or may not have left, and are not sent again;
    ``possible_repeats`` were sent again because nobody knows whether they had left;
    ``dropped`` were no longer wanted when their turn came (an opt-out, a cancelled campaign).
    """

    owner = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=30)
    at_most_once = models.BooleanField(default=False)
    is_complete = models.BooleanField(default=False)  # nothing will be added any more
    queued = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    unconfirmed = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    dropped = models.PositiveIntegerField(default=0)
    possible_repeats = models.PositiveIntegerField(default=0)
    last_sent_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.queued} letters"


class Letter(Record):
    """One letter that waits, sealed: neither whom it goes to nor what it says can be read here.

    The key lies outside the database and its backups and goes with the batch's last letter.
    """

    WAITING, SENDING = "waiting", "sending"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="letters")
    sealed = models.BinaryField()
    message_id = models.CharField(max_length=320)
    state = models.CharField(max_length=10, default=WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sending"]), name="letter_state_is_known"
            )
        ]
        indexes = [models.Index(fields=["not_before", "tries"], name="letters_that_are_due")]

    def __str__(self) -> str:
        return "a letter"


class MailServer(models.Model):
    """What the mail server last had against us: one row, and a day."""

    key = models.PositiveSmallIntegerField(primary_key=True, default=1)
    problem = models.CharField(max_length=40, blank=True)
    since = models.DateField()

    def __str__(self) -> str:
        return self.problem or "well"
