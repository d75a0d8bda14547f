"""Write, order and remove the parts of a framework."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.policy import Actor
from folkmoot.core.errors import Stale
from folkmoot.core.text import clean_line
from folkmoot.frameworks import acts
from folkmoot.frameworks.models import Framework, Section, Statement
from folkmoot.frameworks.services._guard import check, claim, record, said

TITLE_TOO_LONG = _("The title can have %(longest)s characters; this has %(count)s.")
INTRODUCTION_TOO_LONG = _("The introduction can have %(longest)s characters; this has %(count)s.")
STATEMENT_TOO_LONG = _("The statement can have %(longest)s characters; this has %(count)s.")
EXPLANATION_TOO_LONG = _("The explanation can have %(longest)s characters; this has %(count)s.")
ORDER_CHANGED = _("The framework changed since you opened this page. Look again, then move it.")


@transaction.atomic
def edit_framework(
    *,
    actor: Actor,
    framework: Framework,
    revision: int,
    title: str,
    introduction: str,
    at: datetime,
) -> Framework:
    check(actor, framework)
    title = said(clean_line(title), 120, TITLE_TOO_LONG, missing=_("Write the title first."))
    introduction = said(introduction, 5000, INTRODUCTION_TOO_LONG)
    if not claim(framework, revision, title=title, introduction=introduction):
        return framework
    framework.title, framework.introduction = title, introduction
    framework.save(update_fields=["title", "introduction"])
    record(actor, framework, acts.FRAMEWORK_EDITED, title, at)
    return framework


@transaction.atomic
def add_section(
    *, actor: Actor, framework: Framework, title: str, at: datetime, introduction: str = ""
) -> Section:
    check(actor, framework)
    title = said(clean_line(title), 120, TITLE_TOO_LONG, missing=_("Write a title first."))
    introduction = said(introduction, 3000, INTRODUCTION_TOO_LONG)
    _take_turns(framework)
    if same := framework.sections.filter(title=title, introduction=introduction).first():
        return same  # pressed twice
    section = Section.objects.create(
        framework=framework,
        title=title,
        introduction=introduction,
        position=framework.sections.count(),
    )
    record(actor, framework, acts.SECTION_ADDED, section.title, at)
    return section


@transaction.atomic
def edit_section(
    *, actor: Actor, section: Section, revision: int, title: str, introduction: str, at: datetime
) -> Section:
    check(actor, section.framework)
    title = said(clean_line(title), 120, TITLE_TOO_LONG, missing=_("Write a title first."))
    introduction = said(introduction, 3000, INTRODUCTION_TOO_LONG)
    if not claim(section, revision, title=title, introduction=introduction):
        return section
    section.title, section.introduction = title, introduction
    section.save(update_fields=["title", "introduction"])
    record(actor, section.framework, acts.SECTION_EDITED, title, at)
    return section


@transaction.atomic
def remove_section(*, actor: Actor, section: Section, revision: int, at: datetime) -> None:
    """Take a section away with its statements and their evidence links."""
    check(actor, section.framework)
    claim(section, revision)
    section.delete()
    _number(list(section.framework.sections.order_by("position", "id")))
    record(actor, section.framework, acts.SECTION_REMOVED, section.title, at)


@transaction.atomic
def move_section(
    *, actor: Actor, section: Section, by: int, framework_revision: int, at: datetime
) -> None:
    """One place up (-1) or down (1); a second press of a stale button is refused."""
    framework = section.framework
    check(actor, framework)
    claim_order(framework, framework_revision)
    _shift(list(framework.sections.order_by("position", "id")), section, by)
    record(actor, framework, acts.SECTION_MOVED, section.title, at)


@transaction.atomic
def add_statement(
    *, actor: Actor, section: Section, text: str, at: datetime, explanation: str = ""
) -> Statement:
    check(actor, section.framework)
    text = said(text, 1000, STATEMENT_TOO_LONG, missing=_("Write the statement first."))
    explanation = said(explanation, 3000, EXPLANATION_TOO_LONG)
    _take_turns(section.framework)
    if same := section.statements.filter(text=text, explanation=explanation).first():
        return same  # pressed twice
    statement = Statement.objects.create(
        section=section,
        text=text,
        explanation=explanation,
        position=section.statements.count(),
    )
    record(actor, section.framework, acts.STATEMENT_ADDED, statement.text, at)
    return statement


@transaction.atomic
def edit_statement(
    *,
    actor: Actor,
    statement: Statement,
    revision: int,
    text: str,
    explanation: str,
    at: datetime,
    is_spotlight: bool = False,
) -> Statement:
    framework = statement.section.framework
    check(actor, framework)
    text = said(text, 1000, STATEMENT_TOO_LONG, missing=_("Write the statement first."))
    explanation = said(explanation, 3000, EXPLANATION_TOO_LONG)
    wanted = {"text": text, "explanation": explanation, "is_spotlight": is_spotlight}
    if not claim(statement, revision, is_drafted=False, **wanted):
        return statement
    # Saving is taking responsibility: from here on the words are a person's.
    statement.is_drafted, statement.is_spotlight = False, is_spotlight
    statement.text, statement.explanation = text, explanation
    statement.save(update_fields=["text", "explanation", "is_drafted", "is_spotlight"])
    record(actor, framework, acts.STATEMENT_EDITED, text, at)
    return statement


@transaction.atomic
def remove_statement(*, actor: Actor, statement: Statement, revision: int, at: datetime) -> None:
    framework = statement.section.framework
    check(actor, framework)
    claim(statement, revision)
    section, text = statement.section, statement.text
    statement.delete()
    _number(list(section.statements.order_by("position", "id")))
    record(actor, framework, acts.STATEMENT_REMOVED, text, at)


@transaction.atomic
def move_statement(
    *, actor: Actor, statement: Statement, by: int, framework_revision: int, at: datetime
) -> None:
    """One place up or down; past the end of its section it enters the next one."""
    section = statement.section
    framework = section.framework
    check(actor, framework)
    claim_order(framework, framework_revision)
    beside = list(section.statements.order_by("position", "id"))
    place = beside.index(statement) + by
    if 0 <= place < len(beside):
        _shift(beside, statement, by)
    else:
        _enter_neighbour(framework, statement, by)
    record(actor, framework, acts.STATEMENT_MOVED, statement.text, at)


def _take_turns(framework: Framework) -> None:
    Framework.objects.select_for_update().get(pk=framework.pk)


def claim_order(framework: Framework, revision: int) -> None:
    try:
        claim(framework, revision)
    except Stale:
        raise Stale(ORDER_CHANGED) from None


def _enter_neighbour(framework: Framework, statement: Statement, by: int) -> None:
    left = statement.section
    sections = list(framework.sections.order_by("position", "id"))
    place = sections.index(left) + by
    if not 0 <= place < len(sections):
        return
    there = list(sections[place].statements.order_by("position", "id"))
    there.insert(0 if by > 0 else len(there), statement)
    statement.section = sections[place]
    statement.save(update_fields=["section"])
    _number(there)
    _number(list(left.statements.order_by("position", "id")))


def _shift(rows: "list[Section] | list[Statement]", row: Section | Statement, by: int) -> None:
    place = [other.pk for other in rows].index(row.pk)
    to = min(max(place + by, 0), len(rows) - 1)
    ordered: list[Section | Statement] = list(rows)
    ordered.insert(to, ordered.pop(place))
    _number(ordered)


def _number(rows: Sequence[Section | Statement]) -> None:
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
