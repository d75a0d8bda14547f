"""Why a row of a list was left out, in words that never repeat what it held."""

from django.utils.translation import gettext as _

from folkmoot.members.models import LONGEST_VALUE
from folkmoot.members.queries.lists import UnusableCell


def why_left_out(reason: UnusableCell | str) -> str:
    """Sheets and addresses bring their own words."""
    if isinstance(reason, str):
        return reason
    told = {
        UnusableCell.Kind.LONG_VALUE: _("“%(column)s” is longer than %(most)s characters"),
        UnusableCell.Kind.LONG: _("“%(column)s” has over 10,000 characters"),
        UnusableCell.Kind.TORN: _(
            "“%(column)s” has over 10,000 characters; a quotation mark may be left open"
        ),
        UnusableCell.Kind.NUL: _("“%(column)s” contains a NUL character"),
        UnusableCell.Kind.FORMULA: _("“%(column)s” is a formula; replace it by its value"),
    }[reason.kind]
    return told % {"column": reason.column or _("address"), "most": LONGEST_VALUE}
