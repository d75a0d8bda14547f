from django.db import models

from folkmoot.accounts.models import User
from folkmoot.core.models import Record
from folkmoot.frameworks.models import Framework


class Guide(Record):
    """A framework as it was published: a frozen document, so that the page never drifts.

    ``document`` is everything the guide shows (guides.queries.GuideDocument as JSON).
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="guides")
    published_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    document = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework"],
                condition=models.Q(is_current=True),
                name="one_current_guide_per_framework",
            )
        ]

    def __str__(self) -> str:
        return f"guide to {self.framework}"
