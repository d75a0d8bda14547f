from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MinValueValidator
from django.db import models

from folkmoot.core.models import Record


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A member of staff who signs in. Participants never have one."""

    id = models.BigAutoField(primary_key=True)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    # Set by an administrator and seen by them: it opens nothing but the page that changes it.
    has_temporary_password = models.BooleanField(default=False)
    created_on = models.DateField()

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name


class Organisation(Record):
    """The tenant: everything belongs to one, and staff of one never see another's."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True, max_length=60)
    smallest_group = models.PositiveSmallIntegerField(default=10, validators=[MinValueValidator(5)])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(smallest_group__gte=5), name="organisation_k_is_at_least_five"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Appointment(Record):
    """One role a person holds, in every programme of the organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="appointments"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user", "role"], name="one_appointment_per_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"


class AuditEntry(models.Model):
    """What staff did, kept for good. Never holds anything that a participant did."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="audit")
    programme_slug = models.CharField(max_length=60, blank=True)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=120)
    act = models.CharField(max_length=60)
    detail = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="audit_newest_first")]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.act}"


class AttemptCount(models.Model):
    """How many wrong tries came lately; the mark is a keyed hash of where, and names nobody."""

    mark = models.BinaryField(primary_key=True, max_length=16)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    forget_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.tries} tries"
