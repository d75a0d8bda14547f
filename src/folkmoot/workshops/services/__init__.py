"""Everything that changes a workshop. One public function per thing a person does."""

from folkmoot.workshops.services.author_messages import kind_of, label_of, write_to_author
from folkmoot.workshops.services.contributing import (
    NotEditable,
    add_comment,
    add_idea,
    edit_idea,
    withdraw_comment,
    withdraw_idea,
)
from folkmoot.workshops.services.facilitating import (
    ReasonMissing,
    hide_comment,
    hide_idea,
    pin_idea,
    set_status,
    show_comment,
    show_idea,
)
from folkmoot.workshops.services.importing import (
    NotOurs,
    import_comments,
    import_ideas,
    import_votes,
)
from folkmoot.workshops.services.permitted_acts import Closed, acts_on, refusal
from folkmoot.workshops.services.publishing import acts, set_totals, show_everybody, show_staff
from folkmoot.workshops.services.questions import (
    add_question,
    copy_questions,
    edit_question,
    move_question,
    remove_question,
)
from folkmoot.workshops.services.texts import (
    LONGEST_COMMENT,
    LONGEST_IDEA,
    LONGEST_IMPORTED,
)
from folkmoot.workshops.services.voices import erase_practice, renumber, untie, withdraw_voice
from folkmoot.workshops.services.voting import (
    Gone,
    OwnIdea,
    cast_vote,
    pass_over,
    withdraw_vote,
)

__all__ = [
    "LONGEST_COMMENT",
    "LONGEST_IDEA",
    "LONGEST_IMPORTED",
    "Closed",
    "Gone",
    "NotEditable",
    "NotOurs",
    "OwnIdea",
    "ReasonMissing",
    "acts",
    "acts_on",
    "add_comment",
    "add_idea",
    "add_question",
    "cast_vote",
    "copy_questions",
    "edit_idea",
    "edit_question",
    "erase_practice",
    "hide_comment",
    "hide_idea",
    "import_comments",
    "import_ideas",
    "import_votes",
    "kind_of",
    "label_of",
    "move_question",
    "pass_over",
    "pin_idea",
    "refusal",
    "remove_question",
    "renumber",
    "set_status",
    "set_totals",
    "show_comment",
    "show_everybody",
    "show_idea",
    "show_staff",
    "untie",
    "withdraw_comment",
    "withdraw_idea",
    "withdraw_voice",
    "withdraw_vote",
    "write_to_author",
]
