"""What may be said of opinion groups, in words: one place for pages, guides and citations."""

import math

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.analysis.queries.result import Opinions
from folkmoot.core import counts
from folkmoot.core.formats import number

LISTED = 40  # ideas that divide, in results of earlier versions
STEADY, MODERATE = 0.8, 0.65  # of an adjusted Rand index (Steinley, 2004)


def groups_in_words(opinions: Opinions) -> str:
    """The verdict as sentences; empty where nothing was tested, and the note says why."""
    if opinions.verdict == "one crowd":
        return _(
            "No opinion groups: the votes show no more pattern than chance would give, so people "
            "are read as one crowd."
        )
    told = []
    if opinions.verdict == "a line":
        told = [
            _(
                "No opinion groups: people disagree along one line more than chance would give, "
                "but they do not fall into groups that would hold if others had taken part."
            ),
            _("It was close: a few people more or less could have made groups of them.")
            if _is_close(opinions)
            else "",
        ]
    if opinions.verdict == "groups":
        told = [
            _(
                "%(people)s people vote as %(groups)s groups, more clearly apart than chance would "
                "give."
            )
            % {"people": number(opinions.people), "groups": len(opinions.groups)},
            steadiness(opinions),
            _("It was close: a few people more or less could have made a line of them.")
            if _is_close(opinions)
            else "",
            gap_in_words(opinions),
        ]
    return " ".join(part for part in told if part)


def gap_in_words(opinions: Opinions) -> str:
    """Whether groups are camps; empty where an earlier version did not look."""
    if opinions.gap is None or opinions.verdict != "groups":
        return ""
    if opinions.gap:
        return _("Between the groups stand fewer people than in them: there is a gap.")
    return _(
        "There is no gap between the groups: people stand everywhere between them. These votes "
        "cannot tell whether there are camps, or one crowd that is spread out and was cut. Read "
        "the groups as sides of one crowd."
    )


def steadiness(opinions: Opinions) -> str:
    """How far the groups hang on who took part."""
    if opinions.stability is None or not opinions.tries:
        return ""
    return ngettext(
        "In %(tries)s try with a fifth of the people left out, the groups came out %(alike)s, on a "
        "scale from 0 (as by chance) to 1 (the same each time).",
        "In %(tries)s tries with a fifth of the people left out, the groups came out %(alike)s, on "
        "a scale from 0 (as by chance) to 1 (the same each time).",
        opinions.tries,
    ) % {"tries": opinions.tries, "alike": alike_with_error(opinions)}


def alike_with_error(opinions: Opinions) -> str:
    """Words and the number they stand for; empty where nothing was measured."""
    if opinions.stability is None:
        return ""
    told = {"alike": how_alike(opinions), "figure": f"{opinions.stability:.2f}"}
    error = opinions.stability_error
    if error is None:
        return _("%(alike)s: %(figure)s") % told
    # Two standard errors, rounded up: what nineteen in twenty other sets of tries keep to.
    reach = {"reach": f"{math.ceil(round(200 * error, 6)) / 100:.2f}"}
    return _("%(alike)s: %(figure)s, give or take %(reach)s") % (told | reach)


def how_alike(opinions: Opinions) -> str:
    """One of three words for the mean agreement; two of them where its error lies across."""
    if opinions.stability is None:
        return ""
    reach = 2 * (opinions.stability_error or 0.0)
    low, high = _alike(opinions.stability - reach), _alike(opinions.stability + reach)
    if low == high:
        return low
    return _("between %(low)s and %(high)s") % {"low": low, "high": high}


def _alike(stability: float) -> str:
    if stability >= STEADY:
        return _("nearly the same")
    return _("much the same") if stability >= MODERATE else _("different")


def _is_close(opinions: Opinions) -> bool:
    """The steadiness is within its error of what would have made another verdict."""
    if opinions.stability is None or opinions.stability_bar is None:
        return False
    reach = 2 * (opinions.stability_error or 0.0)
    return abs(opinions.stability - opinions.stability_bar) <= reach


def headline(opinions: Opinions) -> str:
    """The verdict within the answer at the top of the page; empty where there is none."""
    if opinions.verdict == "one crowd":
        return _("The votes show no more pattern than chance would give: no groups.")
    if opinions.verdict == "a line":
        return _("People disagree along one line, without falling into groups.")
    if opinions.verdict != "groups":
        return ""
    has_no_gap = opinions.gap is False
    bridges = len(opinions.bridges)
    told = {"groups": len(opinions.groups), "ideas": counts.ideas(bridges)}
    if bridges == 1:
        told["ideas"] = _("one idea")
    if bridges and (bridges >= 10 or opinions.hidden):
        told["ideas"] = _("at least %(ideas)s") % told
    if bridges and has_no_gap:
        said = _(
            "People vote as %(groups)s groups without a gap between them, and most of every group "
            "agree on %(ideas)s."
        )
    elif bridges:
        said = _("People vote as %(groups)s groups, and most of every group agree on %(ideas)s.")
    elif opinions.hidden and has_no_gap:
        said = _(
            "People vote as %(groups)s groups without a gap between them; of the ideas whose "
            "shares may be shown, most of every group share none."
        )
    elif opinions.hidden:
        said = _(
            "People vote as %(groups)s groups; of the ideas whose shares may be shown, most of "
            "every group share none."
        )
    elif has_no_gap:
        said = _(
            "People vote as %(groups)s groups without a gap between them, and no idea yet has most "
            "of every group behind it."
        )
    else:
        said = _(
            "People vote as %(groups)s groups, and no idea yet has most of every group behind it."
        )
    return said % told


def widest_in_words(opinions: Opinions) -> str:
    """That the list of what divides stops before its end; empty where it does not."""
    listed = len(opinions.divides)
    if opinions.divides_in_all > listed:
        return _(
            "These are the %(listed)s widest of %(all)s ideas that divide the groups by 20 points "
            "or more."
        ) % {"listed": listed, "all": number(opinions.divides_in_all)}
    if not opinions.divides_in_all and listed >= LISTED:
        return _("These are the %(listed)s widest; there may be more.") % {"listed": listed}
    return ""


def hidden_in_words(opinions: Opinions, smallest_group: int) -> str:
    """How many ideas a group's share is hidden on, and why; empty where on none."""
    if not opinions.hidden:
        return ""
    return ngettext(
        "On %(count)s idea a group's share is hidden because fewer than %(smallest)s of it voted, "
        "or because the total would give such a number away. Those ideas may bring groups together "
        "or divide them, too.",
        "On %(count)s ideas a group's share is hidden because fewer than %(smallest)s of it voted, "
        "or because the total would give such a number away. Those ideas may bring groups together "
        "or divide them, too.",
        opinions.hidden,
    ) % {"count": number(opinions.hidden), "smallest": smallest_group}


def letters_in_words(opinions: Opinions, letters_of: object) -> str:
    """Whether letters mean what they meant in the run before; empty where they do."""
    if not opinions.letters_changed:
        return ""
    return _(
        "The groups are not those of run %(run)s any more: their number changed, more than one "
        "person in twenty has another letter now, or who was in them is not known any more. A "
        "letter here need not mean what it meant there."
    ) % {"run": letters_of}
