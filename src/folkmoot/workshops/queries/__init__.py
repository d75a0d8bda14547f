"""Everything that reads a workshop, shaped for the page or analysis that asked."""

from folkmoot.workshops.queries.board import (
    assign_ideas,
    newest,
    remaining_ideas,
    top,
    visible_ideas,
    voting_queue,
)
from folkmoot.workshops.queries.cards import IdeaCard, idea_card, idea_cards
from folkmoot.workshops.queries.comments import (
    CommentPage,
    address_of,
    comment_anchor,
    comment_page,
)
from folkmoot.workshops.queries.evidence import READING
from folkmoot.workshops.queries.own_rows import standing_of, text_ids_of
from folkmoot.workshops.queries.questions import is_missing_questions, question_lines
from folkmoot.workshops.queries.similar import similar_ideas
from folkmoot.workshops.queries.staff import (
    SHOWS,
    SORTS,
    IdeaFilter,
    figures,
    page_of_comment,
    staff_comments,
    staff_ideas,
)

__all__ = [
    "READING",
    "SHOWS",
    "SORTS",
    "CommentPage",
    "IdeaCard",
    "IdeaFilter",
    "address_of",
    "assign_ideas",
    "comment_anchor",
    "comment_page",
    "figures",
    "idea_card",
    "idea_cards",
    "is_missing_questions",
    "newest",
    "page_of_comment",
    "question_lines",
    "remaining_ideas",
    "similar_ideas",
    "staff_comments",
    "staff_ideas",
    "standing_of",
    "text_ids_of",
    "top",
    "visible_ideas",
    "voting_queue",
]
