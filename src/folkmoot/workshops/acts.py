"""What staff do with questions, ideas and comments, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

ANSWERED = _("Staff said what becomes of an idea, and why. Everybody sees it beside the idea.")
HIDDEN = _("A text was taken off the page, with a reason. The original is kept.")
SHOWN = _("A text is on the page again.")
QUESTION_ADDED = Act("workshop.question_added", _("added a question"))
QUESTION_EDITED = Act("workshop.question_edited", _("edited a question"))
QUESTION_REMOVED = Act("workshop.question_removed", _("removed a question"))
IDEA_HIDDEN = Act("idea.hidden", _("hid an idea"), HIDDEN)
IDEA_SHOWN = Act("idea.shown", _("showed a hidden idea again"), SHOWN)
IDEA_PINNED = Act(
    "idea.pinned",
    _("pinned an idea"),
    _("An idea is shown first to everybody, and marked as put there."),
)
IDEA_UNPINNED = Act(
    "idea.unpinned", _("unpinned an idea"), _("An idea has its place by the usual order again.")
)
COMMENT_HIDDEN = Act("comment.hidden", _("hid a comment"), HIDDEN)
COMMENT_SHOWN = Act("comment.shown", _("showed a hidden comment again"), SHOWN)
STATUS_NEW = Act("idea.status.new", _("set an idea to new"), ANSWERED)
STATUS_HEARD = Act("idea.status.heard", _("set an idea to heard"), ANSWERED)
STATUS_EXPLORING = Act("idea.status.exploring", _("set an idea to exploring"), ANSWERED)
STATUS_PLANNED = Act("idea.status.planned", _("set an idea to planned"), ANSWERED)
STATUS_DONE = Act("idea.status.done", _("set an idea to done"), ANSWERED)
STATUS_NOT_NOW = Act("idea.status.not_now", _("set an idea to not now"), ANSWERED)
