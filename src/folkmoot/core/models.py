"""Nothing but the columns every record shares."""

import uuid

from django.db import models

from folkmoot.core.ids import random_id, to_ref


class Record(models.Model):
    """For the tables of staff: programmes, runs, statements."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class NarrowRecord(models.Model):
    """For the tables of the crowd: half the width, and just as silent about order."""

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)

    class Meta:
        abstract = True

    @property
    def ref(self) -> str:
        """How this row is named in addresses."""
        return to_ref(self.id)


class ScheduledJob(models.Model):
    """When a recurring job was last queued, so that several workers queue it once."""

    name = models.CharField(max_length=60, primary_key=True)
    queued_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
