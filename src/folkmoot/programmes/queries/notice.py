"""Who answers for people's data; and which words nobody has read since they were copied."""

from folkmoot.programmes import registry
from folkmoot.programmes.models import Notice, Programme


def notice_of(programme: Programme) -> Notice | None:
    return Notice.objects.filter(programme=programme).first()


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
