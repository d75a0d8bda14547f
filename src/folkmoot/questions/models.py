"""Editions. No table here may lead to a person: answers point down to these, never the reverse."""

from typing import Any, NoReturn

from django.db import models

from folkmoot.core.models import Record
from folkmoot.programmes.models import Programme

NEVER_CHANGED = "An edition is never changed: freeze another."  # not for people: a programmer


class Frozen(Exception):
    """A programmer's mistake: an edition is never changed, another one is made."""


class Editions(models.QuerySet["Edition"]):
    def update(self, **values: Any) -> NoReturn:
        raise Frozen(NEVER_CHANGED)


class Edition(Record):
    """A definition as it was when it opened, in canonical bytes, with their hash.

    ``series`` is the id of whatever is asked again and again; a higher room knows what it is.
    Holds no day: an answer that points here tells only which words it answered.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    series = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    definition = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects = Editions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="editions_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="the_first_edition_is_number_one"
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise Frozen(NEVER_CHANGED)
        super().save(*args, **options)
