"""Tie statements to what supports them, in the words and figures of today."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.activities.queries import texts_by_id
from folkmoot.analysis.models import Theme
from folkmoot.core.errors import DomainError
from folkmoot.frameworks import acts, presenting
from folkmoot.frameworks.models import Evidence, Statement
from folkmoot.frameworks.services._guard import check, record

AT_ONCE = 50


class NothingToCite(DomainError):
    """What was chosen is not there (any more), or belongs to another programme."""


@transaction.atomic
def cite_ideas(
    *, actor: Actor, statement: Statement, idea_ids: Collection[int], at: datetime
) -> int:
    """Link whole ideas; those linked already stay as they are. Returns how many are new."""
    return _cite_texts(actor, statement, idea_ids, Evidence.Kind.IDEA, at)


@transaction.atomic
def cite_quotes(
    *, actor: Actor, statement: Statement, text_ids: Collection[int], at: datetime
) -> int:
    """Quote ideas or comments word for word."""
    return _cite_texts(actor, statement, text_ids, Evidence.Kind.QUOTE, at)


@transaction.atomic
def cite_theme(*, actor: Actor, statement: Statement, theme_id: UUID, at: datetime) -> int:
    programme = statement.section.framework.programme
    check(actor, statement.section.framework)
    theme = (
        Theme.objects.select_related("run").filter(run__programme=programme, pk=theme_id).first()
    )
    if theme is None:
        raise NothingToCite(_("That theme is not part of this programme's analysis any more."))
    if not theme.is_accepted:
        raise NothingToCite(
            _(
                "The machine proposed “%(name)s”, and nobody has accepted it yet. Read it on the "
                "page “What do they think?” and accept it there first."
            )
            % {"name": theme.name}
        )
    with programme.in_its_language():
        link = Evidence(
            kind=Evidence.Kind.THEME,
            target=str(theme.pk),
            words=theme.name,
            detail=presenting.theme_in_words(theme),
        )
    return _add(actor, statement, [link], at)


@transaction.atomic
def cite_figures(*, actor: Actor, statement: Statement, keys: Collection[str], at: datetime) -> int:
    """Link figures of the latest analysis by their keys."""
    check(actor, statement.section.framework)
    programme = statement.section.framework.programme
    links = [
        Evidence(
            kind=Evidence.Kind.NUMBER,
            target=figure.key,
            words=figure.words,
            detail=figure.detail[:300],
            numbers=figure.numbers,
        )
        for figure in presenting.latest_figures(programme)
        if figure.key in keys
    ]
    if not links:
        raise NothingToCite(_("Choose at least one figure from the latest analysis."))
    return _add(actor, statement, links, at)


@transaction.atomic
def remove_evidence(*, actor: Actor, statement: Statement, evidence_id: UUID, at: datetime) -> None:
    framework = statement.section.framework
    check(actor, framework)
    gone, _ = Evidence.objects.filter(statement=statement, pk=evidence_id).delete()
    if gone:
        record(actor, framework, acts.EVIDENCE_REMOVED, statement.text, at)


def _cite_texts(
    actor: Actor, statement: Statement, ids: Collection[int], kind: Evidence.Kind, at: datetime
) -> int:
    check(actor, statement.section.framework)
    programme = statement.section.framework.programme
    found = texts_by_id(programme, list(ids)[:AT_ONCE])
    with programme.in_its_language():
        links = [
            Evidence(
                kind=kind,
                target=str(text.id),
                words=text.text,
                detail=presenting.support_of(text),
                numbers={} if text.is_comment else {"votes": text.votes},
            )
            for text in found.values()
            if text.is_visible and not (kind == Evidence.Kind.IDEA and text.is_comment)
        ]
    if not links:
        raise NothingToCite(_("Choose at least one idea that people can still see."))
    return _add(actor, statement, links, at)


def _add(actor: Actor, statement: Statement, links: list[Evidence], at: datetime) -> int:
    """A second press adds nothing: one link per thing, and the first one's words stand."""
    held = set(statement.evidence.values_list("kind", "target"))
    new = [link for link in links if (str(link.kind), link.target) not in held]
    start = statement.evidence.count()
    for position, link in enumerate(new, start):
        link.statement, link.position, link.added_by = statement, position, actor.user
    Evidence.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        record(actor, statement.section.framework, acts.EVIDENCE_CITED, statement.text, at)
    return len(new)
