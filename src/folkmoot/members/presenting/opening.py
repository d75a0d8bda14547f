"""What the page that opens a programme says of those who are invited."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.formats import number
from folkmoot.members import registry
from folkmoot.members.queries.inviting import domains_of, invited_to
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import Fact


def opening_facts(programme: Programme, at: datetime) -> list[Fact]:
    """Everybody on the list; how few can be written to is for the page of letters."""
    if registry.mode_of(programme.pk) == registry.OPEN:
        return []
    topic, page = _("People join"), "members:invited"
    invited, k = invited_to(programme), programme.organisation.smallest_group
    if not invited and domains_of(programme):
        text = _("Nobody is on the list; people of your e-mail domains can ask for an invitation.")
        return [Fact(topic, text, page, _("See who may ask"))]
    if not invited:
        text = _("0 invited: nobody could join.")
        return [Fact(topic, text, page, _("Invite people"), is_warning=True)]
    if invited < k:
        text = ngettext(
            "%(count)s invited. That is fewer than %(smallest)s: no letter leaves, because it "
            "would tell whose voice comes next.",
            "%(count)s invited. That is fewer than %(smallest)s: no letter leaves, because it "
            "would tell whose voice comes next.",
            invited,
        ) % {"count": number(invited), "smallest": k}
        return [Fact(topic, text, page, _("Invite more"), is_warning=True)]
    text = ngettext("%(count)s invited.", "%(count)s invited.", invited)
    return [Fact(topic, text % {"count": number(invited)}, page, _("See who is invited"))]
