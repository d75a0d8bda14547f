"""What pages of joining show, and the aggregates that other rooms may see."""

from folkmoot.joining.queries.asking import can_ask_for_invitation
from folkmoot.joining.queries.doors import (
    Promise,
    codes_dealt_again,
    codes_left,
    doorway_of,
    mode_of,
    mode_of_list,
    needs_code,
    promise_of,
    promised_in,
    questions_of,
    with_old_order,
)
from folkmoot.joining.queries.joined import (
    JoinedBy,
    joined_by_channel,
    joined_by_day,
    joined_by_segment,
    joined_total,
)
from folkmoot.joining.queries.pages import (
    ActivityLine,
    FrontPage,
    Pile,
    channel_named,
    first_to_do,
    front_page,
    home_of,
    said_by,
    timeline,
)

__all__ = [
    "ActivityLine",
    "FrontPage",
    "JoinedBy",
    "Pile",
    "Promise",
    "can_ask_for_invitation",
    "channel_named",
    "codes_dealt_again",
    "codes_left",
    "doorway_of",
    "first_to_do",
    "front_page",
    "home_of",
    "joined_by_channel",
    "joined_by_day",
    "joined_by_segment",
    "joined_total",
    "mode_of",
    "mode_of_list",
    "needs_code",
    "promise_of",
    "promised_in",
    "questions_of",
    "said_by",
    "timeline",
    "with_old_order",
]
