"""What the page that opens a programme says of those who are invited."""

from datetime import datetime

from folkmoot.members import registry
from folkmoot.members.models import EmailDomain, Invitee
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import Fact

TOPIC = "People join"


def opening_facts(programme: Programme, at: datetime) -> list[Fact]:
    """Everybody on the list; how few can be written to is for the page of letters."""
    if registry.mode_of(programme.pk) == registry.OPEN:
        return []
    invited = Invitee.objects.filter(programme=programme).count()
    if not invited and EmailDomain.objects.filter(programme=programme).exists():
        text = "Nobody is on the list; people of your e-mail domains can ask for an invitation."
        return [Fact(TOPIC, text, "members:invited", "See who may ask")]
    if not invited:
        text = "0 invited: nobody could join."
        return [Fact(TOPIC, text, "members:invited", "Invite people", is_warning=True)]
    k = programme.organisation.smallest_group
    if invited < k:
        text = (
            f"{invited} invited. That is fewer than {k}: no letter leaves, because it would tell "
            "whose voice comes next."
        )
        return [Fact(TOPIC, text, "members:invited", "Invite more", is_warning=True)]
    return [Fact(TOPIC, f"{invited:,} invited.", "members:invited", "See who is invited")]
