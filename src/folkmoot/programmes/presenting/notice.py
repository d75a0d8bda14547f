"""Who answers for people's data, as people read it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.programmes import registry
from folkmoot.programmes.models import Notice, Programme
from folkmoot.programmes.queries.notice import notice_of


def bases() -> list[tuple[str, str]]:
    """The words of the law beside what they mean."""
    return [
        (
            Notice.Basis.PUBLIC_TASK.value,
            _("A task in the public interest (GDPR article 6(1)(e))"),
        ),
        (Notice.Basis.INTERESTS.value, _("Our legitimate interests (GDPR article 6(1)(f))")),
        (Notice.Basis.CONSENT.value, _("People's consent (GDPR article 6(1)(a))")),
        (Notice.Basis.OTHER.value, _("Another basis, in the words below")),
    ]


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """The notice as people read it."""

    controller: str
    contact: str
    basis: str
    reason: str
    source: str


def told(programme: Programme) -> NoticeShown | None:
    """As the public page says it; None where nobody has said anything yet."""
    notice = notice_of(programme)
    if notice is None or not notice.controller:
        return None
    is_other = notice.basis == Notice.Basis.OTHER
    return NoticeShown(
        controller=notice.controller,
        contact=notice.contact,
        basis="" if is_other else dict(bases()).get(notice.basis, ""),
        reason=notice.reason,
        source=notice.source if registry.invites(programme) else "",
    )
