"""Everything that reads programmes, shaped for the page that asked."""

from folkmoot.programmes.queries.channels import ChannelCard, channel_cards
from folkmoot.programmes.queries.lists import (
    AwaitedStep,
    Listed,
    open_programmes,
    programmes_by_stage,
    programmes_of,
    published_programmes,
    results_path,
)
from folkmoot.programmes.queries.mandate import (
    FIELDS as MANDATE_FIELDS,
)
from folkmoot.programmes.queries.mandate import (
    MandatePage,
    VersionDiff,
    awaits_signature,
    compare_texts,
    mandate_history,
    mandate_page,
    newest_version,
)
from folkmoot.programmes.queries.notice import (
    carried_over,
    missing_of,
    notice_of,
    proposed_notice,
)
from folkmoot.programmes.queries.people import (
    ProgrammePerson,
    actor_on,
    has_a_role_in,
    organisations_with_a_programme_role,
    people_of,
)
from folkmoot.programmes.queries.timeline import (
    ActivityCard,
    InactiveReason,
    PhaseCard,
    TimelinePicture,
    activity_cards,
    acts_now,
    dates_of_phases,
    inactive_activities,
    phases_outside,
    timeline_picture,
    zone_of,
)

__all__ = [
    "MANDATE_FIELDS",
    "ActivityCard",
    "AwaitedStep",
    "ChannelCard",
    "InactiveReason",
    "Listed",
    "MandatePage",
    "PhaseCard",
    "ProgrammePerson",
    "TimelinePicture",
    "VersionDiff",
    "activity_cards",
    "actor_on",
    "acts_now",
    "awaits_signature",
    "carried_over",
    "channel_cards",
    "compare_texts",
    "dates_of_phases",
    "has_a_role_in",
    "inactive_activities",
    "mandate_history",
    "mandate_page",
    "missing_of",
    "newest_version",
    "notice_of",
    "open_programmes",
    "organisations_with_a_programme_role",
    "people_of",
    "phases_outside",
    "programmes_by_stage",
    "programmes_of",
    "proposed_notice",
    "published_programmes",
    "results_path",
    "timeline_picture",
    "zone_of",
]
