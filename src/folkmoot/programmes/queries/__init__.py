"""Everything that reads programmes, shaped for the page that asked."""

from folkmoot.programmes.queries.channels import ChannelCard, channel_cards
from folkmoot.programmes.queries.lists import (
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
    promise_is_signed,
)
from folkmoot.programmes.queries.notice import (
    BASES,
    Told,
    carried_over,
    missing_of,
    notice_of,
    proposed_notice,
    told,
)
from folkmoot.programmes.queries.opening import facts_of, losses_of
from folkmoot.programmes.queries.people import (
    ProgrammePerson,
    actor_on,
    has_a_role_in,
    organisations_with_a_programme_role,
    people_of,
)
from folkmoot.programmes.queries.readiness import Problem, Step, problems, steps
from folkmoot.programmes.queries.timeline import (
    STAGE_NAMES,
    ActivityCard,
    PhaseCard,
    TimelinePicture,
    activity_cards,
    acts_now,
    dates_of_phases,
    phases_outside,
    standing_still,
    timeline_picture,
    zone_of,
)

__all__ = [
    "BASES",
    "MANDATE_FIELDS",
    "STAGE_NAMES",
    "ActivityCard",
    "ChannelCard",
    "Listed",
    "MandatePage",
    "PhaseCard",
    "Problem",
    "ProgrammePerson",
    "Step",
    "TimelinePicture",
    "Told",
    "VersionDiff",
    "activity_cards",
    "actor_on",
    "acts_now",
    "awaits_signature",
    "carried_over",
    "channel_cards",
    "compare_texts",
    "dates_of_phases",
    "facts_of",
    "has_a_role_in",
    "losses_of",
    "mandate_history",
    "mandate_page",
    "missing_of",
    "newest_version",
    "notice_of",
    "open_programmes",
    "organisations_with_a_programme_role",
    "people_of",
    "phases_outside",
    "problems",
    "programmes_by_stage",
    "programmes_of",
    "promise_is_signed",
    "proposed_notice",
    "published_programmes",
    "results_path",
    "standing_still",
    "steps",
    "timeline_picture",
    "told",
    "zone_of",
]
