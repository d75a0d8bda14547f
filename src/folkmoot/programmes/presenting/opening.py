"""What an opening fixes, and what a close ends: repeated in the open before either counts."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.formats import number as number_of
from folkmoot.core.revisions import revision_of
from folkmoot.programmes import registry
from folkmoot.programmes.models import Programme
from folkmoot.programmes.queries.mandate import newest_version
from folkmoot.programmes.registry import Fact


@dataclass(frozen=True, slots=True)
class Topic:
    """Facts that belong together, in the order in which rooms told them."""

    name: str
    facts: tuple[Fact, ...]


def facts_of(programme: Programme, *, at: datetime) -> list[Topic]:
    told = [*registry.facts(programme, at), *_own(programme)]
    names = dict.fromkeys(fact.topic for fact in told)
    return [Topic(name, tuple(f for f in told if f.topic == name)) for name in names]


def revision_of_facts(programme: Programme, *, at: datetime) -> str:
    """Of what the opening page says, so that nobody opens what changed while they read."""
    told = facts_of(programme, at=at)
    return revision_of({topic.name: [fact.text for fact in topic.facts] for topic in told})


def losses_of(programme: Programme, *, closes_at: datetime, at: datetime) -> list[str]:
    return registry.losses(programme, closes_at, at)


def _own(programme: Programme) -> list[Fact]:
    mandate, k = newest_version(programme), programme.organisation.smallest_group
    found = []
    if mandate is not None:
        signed = mandate.signatures.count()
        found.append(
            Fact(
                _("The mandate"),
                " ".join([_stands(mandate.number), _signed(signed)]),
                "programmes:mandate",
                _("Read it once more"),
                is_warning=not signed,
            )
        )
    promise = _(
        "People are promised that no number tells of fewer than %(smallest)s of them. It may grow "
        "later; it never shrinks."
    )
    found.append(Fact(_("Small groups"), promise % {"smallest": k}))
    if programme.is_practising or programme.activities.exists():
        found.append(Fact(_("Practice"), _("What was said in practice is erased.")))
    return found


def _stands(number: int) -> str:
    return _("Version %(number)s stands as it is from then on.") % {"number": number}


def _signed(sponsors: int) -> str:
    if not sponsors:
        return _(
            "Nobody has signed it. You can open without a signature, but people trust a signed "
            "promise more."
        )
    told = ngettext(
        "%(count)s sponsor has signed it.", "%(count)s sponsors have signed it.", sponsors
    )
    return told % {"count": number_of(sponsors)}
