"""What tables of every kind share."""

from django.db import models

from folkmoot.programmes.models import Programme


class ShownTo(models.IntegerChoices):
    """Who sees a text: batches move it on (docs/adr/published-state.md)."""

    AUTHOR = 0
    STAFF = 1
    EVERYBODY = 2

    @classmethod
    def at_first(cls, programme: Programme) -> "ShownTo":
        """Who sees a new text. In a rehearsal everybody does: nobody's act is told by it."""
        is_at_once = programme.texts_appear == Programme.TextsAppear.AT_ONCE
        return cls.EVERYBODY if is_at_once or not programme.is_launched else cls.AUTHOR


class Appearing(models.Model):
    """A text that comes before others in a batch; its author sees it at once."""

    shown_to = models.PositiveSmallIntegerField(default=ShownTo.EVERYBODY, choices=ShownTo)

    class Meta:
        abstract = True

    @property
    def waits(self) -> bool:
        """For a batch: others cannot read it yet."""
        return self.shown_to != ShownTo.EVERYBODY
