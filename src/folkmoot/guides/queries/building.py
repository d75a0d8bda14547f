"""From a framework to the document that is published: what stays out stays out here."""

import base64
from datetime import datetime

from django.utils.translation import get_language

from folkmoot.activities.queries import hidden_texts, methods
from folkmoot.analysis.models import Run
from folkmoot.analysis.queries import left_out, reduced
from folkmoot.analysis.queries.result import Result
from folkmoot.analysis.queries.verdict import groups_in_words
from folkmoot.core.figures import confidence_of, counted
from folkmoot.core.formats import month
from folkmoot.frameworks import queries as frameworks
from folkmoot.frameworks.models import Evidence, Framework
from folkmoot.guides.queries.document import (
    SCHEMA,
    Cover,
    Fact,
    GuideDocument,
    Lead,
    Method,
    Section,
)
from folkmoot.guides.queries.statements import sections_of, shown_evidence
from folkmoot.outreach.queries.telling import reach_in_words
from folkmoot.programmes.models import Programme


def build_document(framework: Framework, *, at: datetime) -> GuideDocument:
    """In the programme's language, whoever publishes it."""
    with framework.programme.in_its_language():
        return _built(framework, at)


def _built(framework: Framework, at: datetime) -> GuideDocument:
    programme = framework.programme
    k = programme.organisation.smallest_group
    mandate = programme.mandates.order_by("-number").first()
    page = frameworks.framework_page(framework)
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
    sections: tuple[Section, ...],
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
        analysed=f"run {run.number} of {month(run.requested_on)}" if run else "",
        version=run.version if run else "",
        seed=run.seed if run else None,
        fingerprint=run.input_hash if run else "",
    )


def _facts(result: Result | None, sections: tuple[Section, ...]) -> tuple[Fact, ...]:
    statements = [one for section in sections for one in section.statements]
    facts: list[Fact] = []
    if result is not None:
        part = result.participation
        facts += [
            _fact(part.took_part, "person wrote or voted", "people wrote or voted"),
            _fact(part.ideas, "idea"),
            _fact(part.comments, "comment"),
            _fact(part.votes, "vote"),
        ]
    if all(one.is_finding for one in statements):
        facts.append(_fact(len(statements), "finding"))
    else:
        facts.append(_fact(len(statements), "statement came of it", "statements came of it"))
    # "0 votes" says nothing where a programme never asked for them.
    return tuple(fact for fact in facts if fact.figure != "0")


def _fact(number: int, one: str, many: str = "") -> Fact:
    figure, _, label = counted(number, one, many).partition(" ")
    return Fact(figure, label)


def _steps(
    programme: Programme,
    result: Result | None,
    sections: tuple[Section, ...],
    at: datetime,
    *,
    with_themes: bool,
) -> tuple[str, ...]:
    """Only what happened in this programme."""
    steps: list[str] = []
    if programme.is_imported:
        steps.append("Contributions came from a conversation held elsewhere and were imported.")
    else:
        steps.append(" ".join([*methods(programme), "They gave no name."]))
        steps += reach_in_words(programme, at=at)
    if result is not None and any(idea.votes for idea in result.ideas):
        steps.append(
            "Ideas are ranked by the support that can be relied on: an idea with few votes has "
            f"a wide interval. Intervals hold with {confidence_of(result.confidence)} confidence."
        )
    if result is not None and (verdict := groups_in_words(result.opinions)):
        method = f" {result.opinions.method}" if result.opinions.groups else ""
        steps.append(f"{verdict}{method}")
    statements = [one for section in sections for one in section.statements]
    if result is not None and with_themes:
        steps.append(
            "The machine proposed themes, each text in the one it is most like; people read "
            f"them, and only those they accepted are in this guide. {result.themes.method}"
        )
    found = sum(one.is_finding for one in statements)
    if found < len(statements):
        steps.append(
            "People of the organisation wrote the statements and chose the evidence under each, "
            "in the words and figures of the day."
        )
    if found:
        steps.append(f"Worded by the analysis, and marked so: {counted(found, 'statement')}.")
    return tuple(steps)


def _left_out(
    programme: Programme,
    found: tuple[Run, Result] | None,
    sections: tuple[Section, ...],
    k: int,
    *,
    with_themes: bool,
) -> tuple[str, ...]:
    run, result = found if found else (None, None)
    hidden = hidden_texts(programme)
    bare = sum(not one.pieces for section in sections for one in section.statements)
    notes = [
        "Who said what: nobody's name, and no day finer than a month.",
        f"Any figure about a group of fewer than {k} people.",
        "Whatever its author took back.",
    ]
    if hidden:
        notes.append(f"{counted(hidden, 'idea')} hidden by moderators.")
    if run is not None and (told := reduced(run, k)):
        notes.append(told)
    if result is not None and result.participation.votes_left_out:
        notes.append(
            f"{counted(result.participation.votes_left_out, 'vote')} on ideas that are hidden "
            "or were taken back: nobody can read any more what they were about."
        )
    if with_themes:
        notes.append("Themes that the machine proposed and no person accepted.")
        if run is not None and result is not None and (outside := left_out(run, result).texts):
            notes.append(
                f"{outside:,} of {counted(result.themes.texts, 'text')} that are in no theme."
            )
    if bare:
        notes.append(f"Evidence for {counted(bare, 'statement')}: none is cited, and each says so.")
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
    return first if first == last else f"{first} to {last}"


def _logo(programme: Programme) -> str:
    """Frozen with the rest. A guide without its picture is better than no guide."""
    if not programme.logo:
        return ""
    try:
        with programme.logo.open("rb") as picture:
            return base64.b64encode(picture.read()).decode("ascii")
    except OSError:
        return ""
