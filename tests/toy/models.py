from django.db import models

from folkmoot.activities.models import Appearing
from folkmoot.core.models import NarrowRecord
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Activity


class Scale(NarrowRecord):
    """What people are asked to rate, and to say something about."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=200)

    def __str__(self):
        return self.text


class Remark(NarrowRecord, Appearing):
    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    text = models.TextField(max_length=500)
    said_on = models.DateField()
    is_hidden = models.BooleanField(default=False)
    is_withdrawn = models.BooleanField(default=False)

    def __str__(self):
        return self.text


class Rating(models.Model):
    pk = models.CompositePrimaryKey("scale_id", "participant_id")
    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    value = models.PositiveSmallIntegerField()
    rated_on = models.DateField()

    def __str__(self):
        return str(self.value)
