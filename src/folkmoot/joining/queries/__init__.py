"""What pages of joining show, and the aggregates that other rooms may see."""

from folkmoot.joining.queries.contributed import CONTRIBUTED, ContributorCounts, contributed
from folkmoot.joining.queries.gateway import JoiningQuestion, asked_of, questions_of
from folkmoot.joining.queries.invitation_requests import can_ask_for_invitation
from folkmoot.joining.queries.joined import (
    ANSWERED,
    ARRIVALS,
    JoinedBy,
    arrivals,
    joined_by_channel,
    joined_by_day,
    joined_by_segment,
    joined_total,
    publishable_codes_left,
    publishable_joined,
)
from folkmoot.joining.queries.joining_settings import (
    codes_left,
    mode_of,
    mode_of_list,
    needs_code,
    promised_in,
    second_codes_at_most,
    settings_of,
    with_old_order,
)
from folkmoot.joining.queries.opening import (
    chosen_mode,
    is_invited,
    proposed_dates,
)
from folkmoot.joining.queries.public_pages import (
    ActivityLine,
    FrontPage,
    SaidInActivity,
    channel_named,
    first_to_do,
    front_page,
    home_of,
    said_by,
    timeline,
)

__all__ = [
    "ANSWERED",
    "ARRIVALS",
    "CONTRIBUTED",
    "ActivityLine",
    "ContributorCounts",
    "FrontPage",
    "JoinedBy",
    "JoiningQuestion",
    "SaidInActivity",
    "arrivals",
    "asked_of",
    "can_ask_for_invitation",
    "channel_named",
    "chosen_mode",
    "codes_left",
    "contributed",
    "first_to_do",
    "front_page",
    "home_of",
    "is_invited",
    "joined_by_channel",
    "joined_by_day",
    "joined_by_segment",
    "joined_total",
    "mode_of",
    "mode_of_list",
    "needs_code",
    "promised_in",
    "proposed_dates",
    "publishable_codes_left",
    "publishable_joined",
    "questions_of",
    "said_by",
    "second_codes_at_most",
    "settings_of",
    "timeline",
    "with_old_order",
]
