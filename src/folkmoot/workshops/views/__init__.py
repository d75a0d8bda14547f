"""Pages of a workshop, for participants and for staff."""

from folkmoot.workshops.views.board import board, home, more, vote
from folkmoot.workshops.views.ideas import (
    add_comment,
    add_idea,
    edit_idea,
    idea,
    similar,
    withdraw_comment,
    withdraw_idea,
    withdraw_vote,
)
from folkmoot.workshops.views.staff import (
    move_question,
    remove_question,
    staff_question,
    staff_questions,
)
from folkmoot.workshops.views.staff_ideas import (
    hide,
    hide_comment,
    pin,
    set_status,
    staff,
    staff_idea,
)
from folkmoot.workshops.views.writing import write_about_comment, write_about_idea

__all__ = [
    "add_comment",
    "add_idea",
    "board",
    "edit_idea",
    "hide",
    "hide_comment",
    "home",
    "idea",
    "more",
    "move_question",
    "pin",
    "remove_question",
    "set_status",
    "similar",
    "staff",
    "staff_idea",
    "staff_question",
    "staff_questions",
    "vote",
    "withdraw_comment",
    "withdraw_idea",
    "withdraw_vote",
    "write_about_comment",
    "write_about_idea",
]
