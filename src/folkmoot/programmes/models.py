import hashlib
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Organisation, User
from folkmoot.core.models import NarrowRecord, Record
from folkmoot.web.languages import in_language


class Stage(StrEnum):
    """Where a programme is. Derived, never stored: dates and one act (launching) decide."""

    DRAFT = "draft"
    PRACTICE = "practice"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


class Programme(Record):
    """One engagement with a mandate.

    ``texts_appear`` is when others see what somebody wrote; the launch fixes it.
    """

    class TextsAppear(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        HOURLY = "hourly", _("Within the hour, mixed")
        DAILY = "daily", _("Once a day, mixed")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="programmes"
    )
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    summary = models.CharField(max_length=300, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    is_launched = models.BooleanField(default=False)
    is_practising = models.BooleanField(default=False)
    is_imported = models.BooleanField(default=False)
    colour = models.CharField(max_length=7, default="#2b4a8f")
    logo = models.FileField(upload_to="logos/", blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    texts_appear = models.CharField(max_length=10, choices=TextsAppear, default=TextsAppear.HOURLY)
    partners = models.CharField(max_length=300, blank=True)
    created_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"], name="programme_address_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at"))
                | models.Q(opens_at=None)
                | models.Q(closes_at=None),
                name="programme_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=models.Q(is_launched=False)
                | models.Q(opens_at__isnull=False, closes_at__isnull=False),
                name="launched_programme_has_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(is_launched=False) | models.Q(is_practising=False),
                name="practice_ends_at_the_launch",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stage(self, at: datetime) -> Stage:
        if not self.is_launched:
            return Stage.PRACTICE if self.is_practising else Stage.DRAFT
        assert self.opens_at is not None
        assert self.closes_at is not None
        if at < self.opens_at:
            return Stage.SCHEDULED
        return Stage.OPEN if at < self.closes_at else Stage.CLOSED

    def is_open(self, at: datetime) -> bool:
        return self.stage(at) in {Stage.OPEN, Stage.PRACTICE}

    def in_its_language(self) -> AbstractContextManager[None]:
        """For what is made for everybody at once: letters, posters, guides, exports."""
        return in_language(self.language)

    def address(self, name: str, *about: object) -> str:
        """Of one of its pages, by the page's name: ``programme.address("joining:voice")``."""
        return reverse(name, args=[self.organisation.slug, self.slug, *about])

    @property
    def front_path(self) -> str:
        """Where people find it: the one address that is printed on posters."""
        return f"/p/{self.organisation.slug}/{self.slug}/"

    @property
    def brand_version(self) -> str:
        """Changes with the colour and the logo, so that browsers may keep both for good."""
        seen = f"{self.colour} {self.logo.name}".encode()
        return hashlib.sha256(seen, usedforsecurity=False).hexdigest()[:10]


class ProgrammeAppointment(Record):
    """A role held in one programme only."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="appointments")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user", "role"], name="one_programme_appointment_per_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"


class Notice(models.Model):
    """Who answers for people's data, as the law has it told (GDPR, articles 13 and 14)."""

    class Basis(models.TextChoices):
        PUBLIC_TASK = "public_task", _("A public task")
        INTERESTS = "interests", _("Legitimate interests")
        CONSENT = "consent", _("Consent")
        OTHER = "other", _("Another basis")

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, primary_key=True, related_name="notice"
    )
    controller = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=20, choices=Basis, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.controller


class CarriedOver(Record):
    """Words that came from an earlier programme, and that nobody has said still hold.

    ``what`` is "mandate", "notice", "branding", "activity:" with its id, or what a room above
    calls it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="carried")
    what = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "what"], name="carried_over_once")
        ]

    def __str__(self) -> str:
        return self.what


class MandateVersion(Record):
    """The mandate as it stood; a new row for every edit, so that a signature means something."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="mandates")
    number = models.PositiveIntegerField()
    pain_points = models.TextField(max_length=5000, blank=True)
    promise = models.TextField(max_length=5000, blank=True)
    invited = models.TextField(max_length=2000, blank=True)
    answers_for = models.TextField(max_length=2000, blank=True)
    edited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="mandate_versions_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"mandate {self.number}"


class MandateComment(Record):
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="mandate_comments"
    )
    number = models.PositiveIntegerField()  # the version it was said about
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class MandateSignature(Record):
    version = models.ForeignKey(MandateVersion, on_delete=models.CASCADE, related_name="signatures")
    sponsor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    job_title = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "sponsor"], name="sponsors_sign_once")
        ]

    def __str__(self) -> str:
        return f"{self.sponsor} signed {self.version}"


class Activity(Record):
    """A dated thing people take part in; its kind is registered by a higher room."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class Phase(Record):
    """A stretch of an activity in which certain acts are permitted."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="phases")
    key = models.CharField(max_length=30)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        ordering = ["opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="phase_opens_before_it_closes",
            ),
            models.UniqueConstraint(fields=["activity", "key"], name="one_stretch_per_phase"),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.key}"


class Channel(NarrowRecord):
    """A way people arrive (a poster, a newsletter, an ambassador), with a link of its own."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="channels")
    name = models.CharField(max_length=80)
    code = models.SlugField(max_length=20)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="channel_codes_are_unique")
        ]

    def __str__(self) -> str:
        return self.name


class ChannelDay(models.Model):
    """How many visits a channel brought on a day: a count, so that nobody is followed."""

    pk = models.CompositePrimaryKey("channel_id", "day")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    visits = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day}: {self.visits}"
