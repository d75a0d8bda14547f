"""What a reader must know of an analysis' input: whose it is, and what was taken back since."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.analysis.models import Run
from folkmoot.analysis.queries.result import stored_has_other_types, stored_waiting
from folkmoot.core import counts
from folkmoot.core.formats import day as in_words
from folkmoot.core.formats import number
from insight.disclosure import batch_floor


def same_input(run: Run, k: int) -> str:
    """Why a run that was just asked for uses an earlier one's input; empty where it does not."""
    if run.same_input_as is None:
        return ""
    if told := _without_ties(run):
        return told
    return _(
        "Fewer than %(smallest)s people have spoken since run %(run)s, so this run uses the same "
        "input."
    ) % {"smallest": k, "run": run.same_input_as}


def notes_on(run: Run, k: int) -> tuple[str, ...]:
    notes = []
    if told := waits(stored_waiting(run.result)):
        notes.append(told)
    if told := _without_ties(run):
        notes.append(told)
    elif run.same_input_as is not None:
        told = _(
            "This run uses the input of run %(run)s. A new input is frozen once %(smallest)s more "
            "people have spoken."
        )
        notes.append(told % {"run": run.same_input_as, "smallest": k})
    if told := reduced(run, k):
        notes.append(told)
    return tuple(notes)


def waits(k: int) -> str:
    """What an analysis of an open programme leaves out until the close; empty after it."""
    if not k:
        return ""
    return _(
        "The programme was open when this input was frozen. So what %(smallest)s people or a few "
        "more had said waits, drawn by lot, and numbers of people are told in whole groups of "
        "%(smallest)s: nobody can subtract two analyses and read what one person said. What waits "
        "comes in with an analysis after the close."
    ) % {"smallest": k}


def _without_ties(run: Run) -> str:
    """Of runs asked for once nothing tells any more which words are of one person."""
    source = run.parameters.get("groups_of")
    if source is None:
        return ""
    return _(
        "This programme is over, and what each person said is no longer kept together. The opinion "
        "groups, and the numbers of people, are those of run %(run)s; the rest is worked out anew."
    ) % {"run": source}


def reduced(run: Run, k: int) -> str:
    """What was taken back since the run was asked for; empty where nothing was."""
    if gone := _taken_back(run, k):
        return f"{gone} {_stated(run, k)}"
    return ""


def _taken_back(run: Run, k: int) -> str:
    people = int(batch_floor(run.people_removed, k))
    told = {"texts": counts.texts(run.words_removed), "people": number(people), "smallest": k}
    if run.words_removed and not run.people_removed:
        return (
            ngettext(
                "Reduced: %(texts)s was taken back since.",
                "Reduced: %(texts)s were taken back since.",
                run.words_removed,
            )
            % told
        )
    if not run.people_removed:
        return _("Reduced: votes were taken back since.") if run.people_pending else ""
    sentences = _VOTES_AND_ANSWERS if stored_has_other_types(run.result) else _VOTES
    return sentences[bool(run.words_removed), bool(people)]() % told


# Whether there were texts, and whether people are enough to be counted.
_VOTES = {
    (True, True): lambda: _(
        "Reduced: %(texts)s and the votes of %(people)s or more people were taken back since."
    ),
    (True, False): lambda: _(
        "Reduced: %(texts)s and the votes of fewer than %(smallest)s people were taken back since."
    ),
    (False, True): lambda: _(
        "Reduced: the votes of %(people)s or more people were taken back since."
    ),
    (False, False): lambda: _(
        "Reduced: the votes of fewer than %(smallest)s people were taken back since."
    ),
}
_VOTES_AND_ANSWERS = {
    (True, True): lambda: _(
        "Reduced: %(texts)s and all votes and answers of %(people)s or more people were taken "
        "back since."
    ),
    (True, False): lambda: _(
        "Reduced: %(texts)s and all votes and answers of fewer than %(smallest)s people were "
        "taken back since."
    ),
    (False, True): lambda: _(
        "Reduced: all votes and answers of %(people)s or more people were taken back since."
    ),
    (False, False): lambda: _(
        "Reduced: all votes and answers of fewer than %(smallest)s people were taken back since."
    ),
}


def _stated(run: Run, k: int) -> str:
    """Whether the figures know of it. A file of an earlier version is never worked out anew."""
    told = {"day": in_words(run.restated_on) if run.restated_on else "", "smallest": k}
    if run.restated_on and not run.people_pending:
        return _("The figures were worked out anew without them on %(day)s.") % told
    if run.restated_on:
        return (
            _(
                "The figures stand as worked out anew on %(day)s: new ones for fewer than "
                "%(smallest)s people would show what those few had said."
            )
            % told
        )
    return (
        _(
            "The figures stand as they were first worked out: new ones for fewer than %(smallest)s "
            "people would show what those few had said."
        )
        % told
    )
