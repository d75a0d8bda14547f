import hmac

from django.db import models

from folkmoot.core.models import NarrowRecord
from folkmoot.core.own_rows import Owner, key_afterwards
from folkmoot.core.physical_order import RandomKey
from folkmoot.programmes.models import Channel, Programme


class Participant(NarrowRecord):
    """A voice in one programme. Holds nothing that could name a person.

    ``joined_on`` is a day: finer moments would pair voices with invitations. Where people are
    invited it becomes the first day of all once the key goes, and rare channels are forgotten:
    how many came on each day and by each link live on as totals (below).
    ``key_hash`` is a keyed hash of the return key, which only its holder knows; a renewed one
    (``has_new_key``) ends what cookies of before knew. Once ties have gone (UntiedProgramme) it is
    a hash of that hash: ``row_key``, never stored, is the one before, of whoever has shown it.
    """

    row_key: bytes | None = None

    id = RandomKey()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="participants")
    joined_on = models.DateField()
    key_hash = models.BinaryField(max_length=32, null=True, unique=True)
    has_new_key = models.BooleanField(default=False)
    channel = models.ForeignKey(Channel, on_delete=models.SET_NULL, null=True, related_name="+")
    is_practice = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["programme", "joined_on"], name="participants_by_day")]

    def __str__(self) -> str:
        return "a participant"  # not for people: a log

    def shows(self, key: bytes) -> bool:
        """Whether this is the hash of its return key; if so, its rows can be found from now on."""
        stored = bytes(self.key_hash or b"")
        if stored and hmac.compare_digest(stored, key_afterwards(key)):
            self.row_key = key
            return True
        return bool(stored) and hmac.compare_digest(stored, key)

    @property
    def shown_key(self) -> bytes:
        """What a browser keeps to be known again, and to find its rows; empty without a key."""
        return self.row_key or bytes(self.key_hash or b"")

    @property
    def owner(self) -> Owner:
        """Whose rows are looked for: by this voice's number, or by what its return key derives."""
        return Owner(self.programme_id, self.pk, self.row_key)


class Segment(models.Model):
    """One answer of the gateway questionnaire. What was not said has no row.

    ``question`` is the id of a question that a higher room asks. Values that would make a
    voice one of a few are left out before they come here (see joining).
    """

    id = RandomKey()
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="segments", db_index=False
    )
    question = models.UUIDField()
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "question"], name="one_answer_per_question"
            )
        ]

    def __str__(self) -> str:
        return "an answer on joining"


class ChannelTotal(models.Model):
    """Voices that came by a link which their rows no longer name, and how many of them spoke."""

    id = RandomKey()
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    joined = models.PositiveIntegerField()
    contributed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "channel"], name="one_total_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.joined} came by a link"


class DayTotal(models.Model):
    """Voices that came on a day, other than the first, which their rows no longer name."""

    id = RandomKey()
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    day = models.DateField()
    joined = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "day"], name="one_total_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.joined} came on {self.day}"


class UntiedProgramme(models.Model):
    """What one voice said there is no longer kept together: each row has a number of its own.

    What was counted by people is kept here as it was then, and who takes a voice or a single thing
    back since is counted out of it. Numbers, of nobody.
    """

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    untied_on = models.DateField()
    contributed = models.PositiveIntegerField(default=0)
    voted = models.PositiveIntegerField(default=0)
    by_channel = models.JSONField(default=dict)  # people who said something, "" without a link
    by_day = models.JSONField(default=dict)  # the same by their first day
    by_question = models.JSONField(default=dict)  # people who voted, by the ref of the question
    by_answer = models.JSONField(default=list)  # question, answer, who of them said something

    def __str__(self) -> str:
        return "a programme without ties"  # not for people: a log
