"""What people of staff do to accounts, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

PERSON_ADDED = Act("person.added", _("added a person"), _("Somebody may work here as staff."))
PERSON_REMOVED = Act(
    "person.removed", _("removed a person"), _("Somebody may not work here as staff any more.")
)
ROLES_CHANGED = Act(
    "person.roles_changed",
    _("changed roles"),
    _("Somebody of staff may do more, or less, than before."),
)
PASSWORD_GIVEN = Act(
    "person.password_given", _("gave a new password"), _("Somebody of staff had lost theirs.")
)
SECOND_STEP_OFF = Act(
    "person.second_step_off",
    _("switched off a second step"),
    _("Somebody of staff had lost the telephone they sign in with."),
)
ORGANISATION_CHANGED = Act(
    "organisation.changed",
    _("changed the organisation"),
    _(
        "Its name, or how few people a number may tell of. That grows at any time; it shrinks "
        "only while nobody has been promised the number it has."
    ),
)
