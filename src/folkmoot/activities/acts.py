"""What any kind of activity may have done to it, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

CONTRIBUTIONS_IMPORTED = Act(
    "contributions.imported",
    _("imported contributions"),
    _("Texts from another source were added and marked as such."),
)
