from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import User
from folkmoot.core.models import Record
from folkmoot.programmes.models import Programme


class Framework(Record):
    """What the organisation will stand for, drafted from the evidence."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="frameworks")
    title = models.CharField(max_length=120)
    introduction = models.TextField(max_length=5000, blank=True)
    created_on = models.DateField()
    # Raised by every edit: stale forms are refused.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme"], name="one_framework_per_programme")
        ]

    def __str__(self) -> str:
        return self.title


class Section(Record):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=120)
    introduction = models.TextField(max_length=3000, blank=True)
    theme = models.CharField(max_length=40, blank=True)  # the theme it was drafted from, by id
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class Statement(Record):
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="statements")
    text = models.TextField(max_length=1000)
    explanation = models.TextField(max_length=3000, blank=True)
    is_drafted = models.BooleanField(default=False)  # by the machine; a person's edit ends that
    is_spotlight = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:60]


class Evidence(Record):
    """A link from a statement to what supports it, with the words or figures as they stood."""

    class Kind(models.TextChoices):
        THEME = "theme", _("Theme")
        IDEA = "idea", _("Idea")
        QUOTE = "quote", _("Quote")
        NUMBER = "number", _("Figure")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    # The id of a theme, idea or comment; of a figure what it counts and of what: "support:123".
    target = models.CharField(max_length=60)
    words = models.TextField(max_length=5000)  # as quoted or counted when it was linked
    detail = models.CharField(max_length=300, blank=True)  # base of a figure, support of an idea
    numbers = models.JSONField(default=dict)  # share, low and high of a figure, where it has them
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["kind", "target"], name="evidence_by_target")]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "kind", "target"], name="evidence_is_cited_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.words[:50]}"
