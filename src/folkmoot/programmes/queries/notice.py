"""Who answers for people's data; and which words nobody has read since they were copied."""

from dataclasses import dataclass

from folkmoot.programmes import registry
from folkmoot.programmes.models import Notice, Programme

# What stands on pages: the words of the law beside what they mean.
BASES = (
    (Notice.Basis.PUBLIC_TASK.value, "A task in the public interest (GDPR article 6(1)(e))"),
    (Notice.Basis.INTERESTS.value, "Our legitimate interests (GDPR article 6(1)(f))"),
    (Notice.Basis.CONSENT.value, "People's consent (GDPR article 6(1)(a))"),
    (Notice.Basis.OTHER.value, "Another basis, in the words below"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """The notice as people read it."""

    controller: str
    contact: str
    basis: str
    reason: str
    source: str


def notice_of(programme: Programme) -> Notice | None:
    return Notice.objects.filter(programme=programme).first()


def told(programme: Programme) -> Told | None:
    """As the public page says it; None where nobody has said anything yet."""
    notice = notice_of(programme)
    if notice is None or not notice.controller:
        return None
    is_other = notice.basis == Notice.Basis.OTHER
    return Told(
        controller=notice.controller,
        contact=notice.contact,
        basis="" if is_other else dict(BASES).get(notice.basis, ""),
        reason=notice.reason,
        source=notice.source if registry.invites(programme) else "",
    )


def proposed_notice(programme: Programme) -> Notice:
    """What is kept, or what most organisations would write. Writes nothing."""
    return notice_of(programme) or Notice(
        programme=programme, controller=programme.organisation.name
    )


def missing_of(programme: Programme) -> tuple[str, ...]:
    """The parts that are not said yet; the source only where people are invited by address."""
    notice = notice_of(programme)
    parts = ["controller", "contact", "basis"]
    if notice is not None and notice.basis == Notice.Basis.OTHER:
        parts.append("reason")
    if registry.invites(programme):
        parts.append("source")
    return tuple(part for part in parts if notice is None or not getattr(notice, part).strip())


def carried_over(programme: Programme) -> frozenset[str]:
    """What came from an earlier programme and has not been confirmed."""
    return frozenset(programme.carried.values_list("what", flat=True))
