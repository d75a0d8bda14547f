"""Publishing and taking away, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

GUIDE_PUBLISHED = Act("guide.published", _("published the guide"), _("The results are public."))
GUIDE_WITHDRAWN = Act(
    "guide.withdrawn", _("took the guide back"), _("The results are not public any more.")
)
DATA_EXPORTED = Act(
    "data.exported",
    _("exported the data"),
    _(
        "Staff took the data away. In it voices have new numbers, and answers given on joining "
        "are left out."
    ),
)
