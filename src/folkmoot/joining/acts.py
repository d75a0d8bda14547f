"""How people join, and what is known of them, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

MODE_CHOSEN = Act(
    "joining.mode_chosen",
    _("chose how people join"),
    _("Open link, confidential or anonymous. Fixed once it is launched."),
)
KEY_MADE = Act(
    "joining.key_made",
    _("made the programme's key"),
    _(
        "The key opens the sealed links of a confidential programme, for the machine alone, and "
        "makes the codes of an anonymous one."
    ),
)
DESTRUCTION_MOVED = Act(
    "joining.destruction_moved", _("moved the day on which the programme's key is destroyed")
)
DESTRUCTION_REQUESTED = Act(
    "joining.destruction_requested",
    _("asked for the key to be destroyed"),
    _("After that no sealed link can be opened by anybody."),
)
KEY_DESTROYED = Act(
    "joining.key_destroyed",
    _("destroyed the programme's key"),
    _("From here on no sealed link can be opened by anybody."),
)
LINK_OPENED = Act(
    "joining.link_opened",
    _("opened a sealed link to relay a message"),
    _(
        "The machine looked up where to send a message to an author. No person saw the address; "
        "the text that staff wrote was passed on."
    ),
)
CODES_REISSUED = Act(
    "joining.codes_reissued",
    _("dealt new joining codes to those who asked"),
    _("New codes went to a group whose letters never came. Who got which is kept nowhere."),
)
RETENTION_SET = Act(
    "joining.retention_set",
    _("set retention dates"),
    _("On these days the machine destroys or erases by itself."),
)
ANSWERS_GENERALISED = Act(
    "joining.answers_generalised",
    _("shortened what is stored of voices"),
    _("Rare combinations of answers were made coarser."),
)
TIES_REMOVED = Act(
    "joining.ties_removed",
    _("ended what kept the words of one voice together"),
    _("From here on nothing tells which votes, ideas and comments are of one person."),
)
VOICES_RELEASED = Act(
    "joining.voices_released",
    _("let the voices go"),
    _("From here on no browser and no return key brings a voice back."),
)
DATA_ERASED = Act(
    "joining.data_erased",
    _("erased everything on its date"),
    _("All contributions were erased, as had been promised."),
)
QUESTION_ADDED = Act(
    "joining.question_added",
    _("added a question on joining"),
    _("People are asked this when they join, and may decline."),
)
QUESTION_REMOVED = Act(
    "joining.question_removed",
    _("removed a question on joining"),
    _("People are not asked this any more."),
)
