"""Running a programme, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

PROGRAMME_CREATED = Act("programme.created", _("created the programme"))
PROGRAMME_COPIED = Act("programme.copied", _("started from an earlier programme"))
PROGRAMME_RENAMED = Act("programme.renamed", _("renamed the programme"))
PRACTICE_STARTED = Act("programme.practice_started", _("started practice"))
PRACTICE_STOPPED = Act("programme.practice_stopped", _("stopped practice"))
PROGRAMME_LAUNCHED = Act("programme.launched", _("launched the programme"))
OPENING_CANCELLED = Act("programme.opening_cancelled", _("called the opening off"))
CLOSING_MOVED = Act("programme.closing_moved", _("moved the closing date"))
DATES_CHOSEN = Act("programme.dates_chosen", _("chose the dates"))
NOTICE_CHANGED = Act(
    "notice.changed",
    _("said who answers for people's data"),
    _(
        "Who holds what people give, why that is lawful, whom to ask, and where addresses come "
        "from. Everybody can read it on the front page."
    ),
)
COPY_CONFIRMED = Act(
    "notice.copy_confirmed",
    _("read again what was copied"),
    _("Somebody read words that came from an earlier programme, and said that they still hold."),
)
BRANDING_CHANGED = Act("branding.changed", _("changed the branding"))
LOGO_CHANGED = Act("branding.logo_changed", _("changed the logo"))
LOGO_REMOVED = Act("branding.logo_removed", _("removed the logo"))
CHANNEL_ADDED = Act("channel.added", _("added a channel"))
CHANNEL_RETIRED = Act("channel.retired", _("retired a channel"))
CHANNEL_RESTORED = Act("channel.restored", _("restored a channel"))
ROLE_GIVEN = Act(
    "role.given",
    _("gave a role in the programme"),
    _("Somebody of staff may do more in this programme."),
)
ROLE_ENDED = Act(
    "role.ended",
    _("ended a role in the programme"),
    _("Somebody of staff may do less in this programme."),
)
MANDATE_EDITED = Act("mandate.edited", _("edited the mandate"))
MANDATE_COMMENTED = Act("mandate.commented", _("commented on the mandate"))
MANDATE_SIGNED = Act("mandate.signed", _("signed the mandate"))
ACTIVITY_ADDED = Act("activity.added", _("added an activity"))
ACTIVITY_CHANGED = Act("activity.changed", _("changed an activity"))
ACTIVITY_REMOVED = Act("activity.removed", _("removed an activity"))
PHASES_DATED = Act("activity.phases_dated", _("dated the phases"))
# One phase at a time, as earlier versions did: their entries are kept.
PHASE_DATED = Act("phase.dated", _("dated a phase"))
PHASE_REMOVED = Act("phase.removed", _("removed a phase"))
