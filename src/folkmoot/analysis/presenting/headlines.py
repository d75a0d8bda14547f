"""The first sentence of a page: what each number in it counts, right for none, one and many.

People who only voted said no idea, and notes of an event were said by nobody we know of: who
took part and what there is are two sentences.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.analysis.queries.live import Live
from folkmoot.analysis.queries.result import Result
from folkmoot.core import counts
from folkmoot.core.formats import number


def of_analysis(result: Result) -> str:
    part = result.participation
    said = _said(part.ideas, part.comments, part.votes)
    if not part.took_part:
        return f"{said} {_nobody(part.ideas + part.comments)}"
    return " ".join([_people(result), said, *_unsigned(part.without_author)])


def of_live(live: Live) -> str:
    joined, spoke = live.joined, live.contributed
    if live.in_groups:
        return " ".join([_so_far(live), *_unsigned(live.without_author)])
    here = live.ideas + live.comments + live.votes
    said = _said(live.ideas, live.comments, live.votes)
    if not joined:
        texts = live.ideas + live.comments
        return f"{said} {_nobody(texts)}" if here else _("Nobody has joined yet.")
    if not spoke:
        came = ngettext(
            "%(count)s voice has joined; none has contributed yet.",
            "%(count)s voices have joined; none has contributed yet.",
            joined,
        ) % {"count": number(joined)}
        return " ".join([came, *([said] if here else []), *_unsigned(live.without_author)])
    return " ".join([_contributed(joined, spoke), said, *_unsigned(live.without_author)])


def _so_far(live: Live) -> str:
    """While a programme is open: people in whole groups."""
    said = _said(live.ideas, live.comments, live.votes)
    if not live.contributions:
        return _("Nobody has contributed yet.")
    if not live.contributed:
        told = _("Fewer than %(smallest)s people have contributed so far.")
        return f"{told % {'smallest': live.smallest_group}} {said}"
    told = _("%(people)s have contributed so far.")
    return f"{told % {'people': counts.people_or_more(live.contributed)}} {said}"


def people_in_words(live: Live, people: int) -> str:
    """A count of people under its label."""
    if not live.in_groups:
        return number(people)
    if not people:
        return _("fewer than %(smallest)s") % {"smallest": live.smallest_group}
    return _("%(count)s or more") % {"count": number(people)}


def _contributed(joined: int, spoke: int) -> str:
    if joined == 1:
        return _("The one voice that joined has contributed.")
    if spoke == joined:
        return ngettext(
            "All %(count)s voices that joined have contributed.",
            "All %(count)s voices that joined have contributed.",
            joined,
        ) % {"count": number(joined)}
    return ngettext(
        "%(count)s of the %(all)s voices that joined has contributed.",
        "%(count)s of the %(all)s voices that joined have contributed.",
        spoke,
    ) % {"count": number(spoke), "all": number(joined)}


def _people(result: Result) -> str:
    """Of a few writers or voters not how many: it would say that ideas have one author."""
    part, smallest_group = result.participation, result.smallest_group
    if part.waiting:
        return _("%(people)s took part.") % {"people": counts.people_or_more(part.took_part)}
    people = {"people": counts.people(part.took_part)}
    did_both = part.voted and part.wrote
    if not did_both and not result.has_other_types:
        return (
            _("%(people)s voted.") if part.voted else _("%(people)s wrote ideas or comments.")
        ) % people
    if not did_both or part.took_part < smallest_group:
        return _("%(people)s took part.") % people
    few = {"smallest": smallest_group}
    numbers = {"wrote": number(part.wrote), "voted": number(part.voted)}
    told = people | few | numbers
    if part.wrote >= smallest_group and part.voted >= smallest_group:
        return (
            _("%(people)s took part: %(wrote)s wrote ideas or comments, and %(voted)s voted.")
            % told
        )
    if part.wrote >= smallest_group:
        return (
            _(
                "%(people)s took part: %(wrote)s wrote ideas or comments, and fewer than "
                "%(smallest)s voted."
            )
            % told
        )
    if part.voted >= smallest_group:
        return (
            _(
                "%(people)s took part: fewer than %(smallest)s wrote ideas or comments, and "
                "%(voted)s voted."
            )
            % told
        )
    return (
        _(
            "%(people)s took part: fewer than %(smallest)s wrote ideas or comments, and fewer than "
            "%(smallest)s voted."
        )
        % told
    )


def _said(ideas: int, comments: int, votes: int) -> str:
    told = {
        "ideas": counts.ideas(ideas),
        "comments": counts.comments(comments),
        "votes": counts.votes(votes),
    }
    if comments:
        return (
            ngettext(
                "There is %(ideas)s, %(comments)s and %(votes)s.",
                "There are %(ideas)s, %(comments)s and %(votes)s.",
                ideas,
            )
            % told
        )
    return (
        ngettext("There is %(ideas)s and %(votes)s.", "There are %(ideas)s and %(votes)s.", ideas)
        % told
    )


def _nobody(texts: int) -> str:
    return ngettext("It did not come from a known voice.", "None came from a known voice.", texts)


def _unsigned(texts: int) -> list[str]:
    if not texts:
        return []
    told = ngettext(
        "%(count)s of the ideas and comments has no known author, as with notes of events.",
        "%(count)s of the ideas and comments have no known author, as with notes of events.",
        texts,
    )
    return [told % {"count": number(texts)}]
