"""What pages of a question share."""

from datetime import datetime

from folkmoot.core.ids import from_ref
from folkmoot.joining.access import ParticipantRequest
from folkmoot.published.presenting import when_texts_appear, when_totals_move
from folkmoot.workshops import access, services
from folkmoot.workshops.policy import Act


def base_context(
    request: ParticipantRequest, question: access.ChallengeQuestion, now: datetime
) -> dict[str, object]:
    """What every page of a question needs: where it is, and what may be done there now."""
    acts = services.acts_on(question, now)

    def why_not(act: Act) -> str:
        return "" if act in acts else services.refusal(act, question, now)

    return {
        "programme": request.programme,
        "activity": question.activity,
        "question": question,
        "may_vote": Act.VOTE in acts,
        "may_comment": Act.COMMENT in acts,
        "may_add": Act.ADD_IDEA in acts,
        "why_no_vote": why_not(Act.VOTE),
        "why_no_comment": why_not(Act.COMMENT),
        "why_no_idea": why_not(Act.ADD_IDEA),
        "when_seen": when_texts_appear(request.programme),
        "when_totals": when_totals_move(request.programme),
    }


def read_ref(text: str) -> int | None:
    try:
        return from_ref(text)
    except ValueError:
        return None
