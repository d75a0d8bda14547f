"""From a framework to the document that is published: what stays out stays out here."""

import base64
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from folkmoot.activities.queries import hidden_texts, methods
from folkmoot.analysis.models import Run
from folkmoot.analysis.presenting import method_in_words, reduced, waits
from folkmoot.analysis.presenting.theme_table import left_out
from folkmoot.analysis.presenting.verdict import groups_in_words
from folkmoot.analysis.queries.result import Result
from folkmoot.core import counts
from folkmoot.core.figures import confidence_of
from folkmoot.core.formats import month, number
from folkmoot.frameworks import queries as frameworks
from folkmoot.frameworks.models import Evidence, Framework
from folkmoot.frameworks.presenting import framework_page
from folkmoot.guides.presenting.statements import sections_of, shown_evidence
from folkmoot.guides.queries.document import (
    SCHEMA,
    Cover,
    GuideDocument,
    Lead,
    Method,
    MethodFact,
    PublishedSection,
)
from folkmoot.outreach.presenting.reach_sentences import reach_in_words
from folkmoot.programmes.models import Programme


def build_document(framework: Framework, *, at: datetime) -> GuideDocument:
    """In the programme's language, whoever publishes it."""
    with framework.programme.in_its_language():
        return _built(framework, at)


def _built(framework: Framework, at: datetime) -> GuideDocument:
    programme = framework.programme
    k = programme.organisation.smallest_group
    mandate = programme.mandates.order_by("-number").first()
    page = framework_page(framework)
    sections = sections_of(page, k)
    return GuideDocument(
        schema=SCHEMA,
        cover=Cover(
            title=framework.title,
            programme=programme.name,
            organisation=programme.organisation.name,
            partners=programme.partners,
            colour=programme.colour,
            published=month(at),
            period=_period(programme),
            logo=_logo(programme),
            language=get_language(),
        ),
        lead=Lead(
            introduction=framework.introduction,
            summary=programme.summary,
            promise=mandate.promise if mandate else "",
            answers_for=mandate.answers_for if mandate else "",
        ),
        sections=sections,
        method=_method(programme, page, sections, at),
    )


def _method(
    programme: Programme,
    page: frameworks.FrameworkPage,
    sections: tuple[PublishedSection, ...],
    at: datetime,
) -> Method:
    k = programme.organisation.smallest_group
    with_themes = _speaks_of_themes(page, k)
    found = frameworks.latest_result(programme)
    run, result = found if found else (None, None)
    return Method(
        facts=_facts(result, sections),
        steps=_steps(programme, result, sections, at, with_themes=with_themes),
        left_out=_left_out(programme, found, sections, k, with_themes=with_themes),
        smallest_group=k,
        analysed=_("run %(number)s of %(month)s")
        % {"number": run.number, "month": month(run.requested_on)}
        if run
        else "",
        version=run.version if run else "",
        seed=run.seed if run else None,
        fingerprint=run.input_hash if run else "",
    )


def _facts(result: Result | None, sections: tuple[PublishedSection, ...]) -> tuple[MethodFact, ...]:
    statements = [one for section in sections for one in section.statements]
    counted: list[tuple[int, str]] = []
    if result is not None:
        part = result.participation
        took_part = (
            ngettext("person took part", "people took part", part.took_part)
            if result.has_other_types
            else ngettext("person wrote or voted", "people wrote or voted", part.took_part)
        )
        if part.waiting:
            took_part = _("or more people took part")
        counted += [
            (part.took_part, took_part),
            (part.ideas, ngettext("idea", "ideas", part.ideas)),
            (part.comments, ngettext("comment", "comments", part.comments)),
            (part.votes, ngettext("vote", "votes", part.votes)),
        ]
    n = len(statements)
    if all(one.is_finding for one in statements):
        counted.append((n, ngettext("finding", "findings", n)))
    else:
        counted.append((n, ngettext("statement came of it", "statements came of it", n)))
    # "0 votes" says nothing where a programme never asked for them.
    return tuple(MethodFact(number(n), label) for n, label in counted if n)


def _steps(
    programme: Programme,
    result: Result | None,
    sections: tuple[PublishedSection, ...],
    at: datetime,
    *,
    with_themes: bool,
) -> tuple[str, ...]:
    """Only what happened in this programme."""
    steps: list[str] = []
    if programme.is_imported:
        steps.append(_("Contributions came from a conversation held elsewhere and were imported."))
    else:
        steps.append(" ".join([*methods(programme), _("They gave no name.")]))
        steps += reach_in_words(programme, at=at)
    if result is not None and any(idea.votes for idea in result.ideas):
        steps.append(
            _(
                "Ideas are ranked by the support that can be relied on: an idea with few votes has "
                "a wide interval. Intervals hold with %(confidence)s confidence."
            )
            % {"confidence": confidence_of(result.confidence)}
        )
    if result is not None and (verdict := groups_in_words(result.opinions)):
        told = [verdict]
        if result.opinions.groups:
            told.append(method_in_words(result.opinions.method))
        steps.append(" ".join(told))
    statements = [one for section in sections for one in section.statements]
    if result is not None and with_themes:
        steps.append(
            " ".join(
                [
                    _(
                        "The machine proposed themes, each text in the one it is most like; people "
                        "read them, and only those they accepted are in this guide."
                    ),
                    result.themes.method,
                ]
            )
        )
    found = sum(one.is_finding for one in statements)
    if found < len(statements):
        steps.append(
            _(
                "People of the organisation wrote the statements and chose the evidence under "
                "each, in the words and figures of the day."
            )
        )
    if found:
        told_of = ngettext(
            "Worded by the analysis, and marked so: %(count)s statement.",
            "Worded by the analysis, and marked so: %(count)s statements.",
            found,
        )
        steps.append(told_of % {"count": number(found)})
    return tuple(steps)


def _left_out(
    programme: Programme,
    found: tuple[Run, Result] | None,
    sections: tuple[PublishedSection, ...],
    k: int,
    *,
    with_themes: bool,
) -> tuple[str, ...]:
    run, result = found if found else (None, None)
    hidden = hidden_texts(programme)
    bare = sum(not one.pieces for section in sections for one in section.statements)
    notes = [
        _("Who said what: nobody's name, and no day finer than a month."),
        _("Any figure about a group of fewer than %(smallest)s people.") % {"smallest": k},
        _("Whatever its author took back."),
    ]
    if hidden:
        told = ngettext(
            "%(count)s idea hidden by moderators.", "%(count)s ideas hidden by moderators.", hidden
        )
        notes.append(told % {"count": number(hidden)})
    if run is not None and (gone := reduced(run, k)):
        notes.append(gone)
    if result is not None and (waiting := waits(result.participation.waiting)):
        notes.append(waiting)
    if result is not None and (votes := result.participation.votes_left_out):
        told = ngettext(
            "%(count)s vote on ideas that are hidden or were taken back: nobody can read any more "
            "what they were about.",
            "%(count)s votes on ideas that are hidden or were taken back: nobody can read any more "
            "what they were about.",
            votes,
        )
        notes.append(told % {"count": number(votes)})
    if with_themes:
        notes.append(_("Themes that the machine proposed and no person accepted."))
        if run is not None and result is not None and (outside := left_out(run, result).texts):
            told = _("%(outside)s of %(texts)s that are in no theme.")
            texts = counts.texts(result.themes.texts)
            notes.append(told % {"outside": number(outside), "texts": texts})
    if bare:
        told = ngettext(
            "Evidence for %(count)s statement: none is cited, and each says so.",
            "Evidence for %(count)s statements: none is cited, and each says so.",
            bare,
        )
        notes.append(told % {"count": number(bare)})
    return tuple(notes)


def _speaks_of_themes(page: frameworks.FrameworkPage, k: int) -> bool:
    """Whether an accepted theme stands in the guide, by its name or by its share."""
    return any(
        link.kind is Evidence.Kind.THEME or frameworks.theme_behind(link.target)
        for card in page.statements
        for link in shown_evidence(card, k)
    )


def _period(programme: Programme) -> str:
    if programme.opens_at is None or programme.closes_at is None or programme.is_imported:
        return ""
    first, last = month(programme.opens_at), month(programme.closes_at)
    if first == last:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _logo(programme: Programme) -> str:
    """Frozen with the rest. A guide without its picture is better than no guide."""
    if not programme.logo:
        return ""
    try:
        with programme.logo.open("rb") as picture:
            return base64.b64encode(picture.read()).decode("ascii")
    except OSError:
        return ""
