"""Who is invited. Nothing here knows a voice, and no column is finer than a day.

On SQLite a table whose key is no alias of its row number keeps the order of arrival in a
hidden column. With `RandomKey` the random key is that number, so rows lie in random order.
"""

from django.db import models

from folkmoot.accounts.models import Organisation
from folkmoot.core.ids import to_ref
from folkmoot.core.models import Record
from folkmoot.core.physical_order import RandomKey
from folkmoot.programmes.models import Programme

LONGEST_ADDRESS = 254
LONGEST_NAME, LONGEST_VALUE = 60, 80


class RandomKeyRecord(models.Model):
    id = RandomKey()

    class Meta:
        abstract = True

    @property
    def ref(self) -> str:
        return to_ref(self.id)


class Member(RandomKeyRecord):
    """A person who can be written to, once in an organisation.

    ``address`` is lower case with an ASCII domain, so that one mailbox is one row.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    address = models.CharField(max_length=LONGEST_ADDRESS)
    is_opted_out = models.BooleanField(default=False)
    has_bounced = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address"], name="one_member_per_address"
            )
        ]

    def __str__(self) -> str:
        return "a member"  # not for people: a log, so never the address


class Invitee(RandomKeyRecord):
    """A member invited to one programme.

    ``attributes`` say where people are missing and nothing else; in the anonymous mode they
    are null and live on as totals. ``has_joined`` is set only in the confidential mode: there
    ``invited_on`` is one day for all, reminders are not counted, and the attributes of whoever
    has joined go.
    ``new_code`` is of the anonymous mode alone, carries no day, and is forgotten with the key.
    """

    class NewCode(models.IntegerChoices):
        NEVER = 0
        ASKED = 1
        DEALT = 2  # once for each person: nobody can collect codes by asking again

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    attributes = models.JSONField(null=True)
    invited_on = models.DateField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    has_joined = models.BooleanField(default=False)
    new_code = models.PositiveSmallIntegerField(choices=NewCode, default=NewCode.NEVER)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "member"], name="one_invitation_per_programme"
            )
        ]

    def __str__(self) -> str:
        return "an invited member"  # not for people: a log


class PopulationTotal(RandomKeyRecord):
    """How many invited people have a value of an attribute: what reach is compared with."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    attribute = models.CharField(max_length=LONGEST_NAME)
    value = models.CharField(max_length=LONGEST_VALUE)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "attribute", "value"], name="one_total_per_value"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attribute} {self.value}: {self.number}"


class Suppressed(RandomKeyRecord):
    """An address that no list may bring back, as a keyed hash: the address is not kept."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    address_hash = models.BinaryField(max_length=32)
    is_erased = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "address_hash"], name="suppressed_once")
        ]

    def __str__(self) -> str:
        return "a suppressed address"  # not for people: a log


class EmailDomain(RandomKeyRecord):
    """People with an address there may ask for an invitation themselves."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    domain = models.CharField(max_length=253)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "domain"], name="one_row_per_programme_and_domain"
            )
        ]

    def __str__(self) -> str:
        return self.domain


class MemberList(Record):
    """One act of adding people: from a file, or from those invited before.

    The file lies outside database and backups and is deleted once it is used. ``choice``
    holds which column is what; ``counts`` what the check or the import found.
    """

    class State(models.TextChoices):
        ARRIVED = "arrived"
        CHECKING = "checking"
        CHECKED = "checked"
        ADDING = "adding"
        DONE = "done"
        FAILED = "failed"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    # None: for the address book alone.
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, null=True, related_name="+")
    # An earlier programme whose people are invited again; None with no file: the address book.
    earlier = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    suffix = models.CharField(max_length=5, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ARRIVED)
    choice = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    batches_done = models.PositiveIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=400, blank=True)
    added_on = models.DateField()

    def __str__(self) -> str:
        return self.name

    @property
    def is_file(self) -> bool:
        return bool(self.suffix)

    @property
    def is_busy(self) -> bool:
        return self.state in {self.State.CHECKING, self.State.ADDING}
