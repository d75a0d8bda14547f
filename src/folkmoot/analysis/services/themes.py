"""What people make of the machine's themes."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.analysis import acts, policy
from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.services import frozen
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.revisions import check
from folkmoot.core.text import clean_line, fold


class BadName(DomainError):
    pass


@transaction.atomic
def rename_theme(
    *, actor: Actor, theme: Theme, name: str, at: datetime, revision: str | None = None
) -> Theme:
    """Give a theme a better name; the machine's own is kept beside it."""
    _check(actor)
    name = clean_line(name)
    if not 1 <= len(name) <= 120:
        raise BadName(_("Write a name of 1 to 120 characters."))
    theme = _locked(theme)
    if not check({"name": theme.name}, revision, {"name": name}):
        return theme
    others = Theme.objects.filter(run=theme.run_id).exclude(pk=theme.pk)
    if fold(name) in map(fold, others.values_list("name", flat=True)):
        raise BadName(
            _("Another theme is called “%(name)s” already. Merge the two, or choose another.")
            % {"name": name}
        )
    before, theme.name = theme.name, name
    theme.save(update_fields=["name"])
    told = _("“%(before)s” is now “%(after)s”")
    _audit(actor, theme, at, acts.THEME_RENAMED, told % {"before": before, "after": name})
    return theme


@transaction.atomic
def accept_theme(*, actor: Actor, theme: Theme, at: datetime) -> Theme:
    """A person stands by this theme: frameworks and guides may cite it."""
    _check(actor)
    theme = _locked(theme)
    if not theme.is_accepted:
        theme.is_accepted, theme.was_accepted = True, False
        theme.accepted_ids = theme.text_ids
        theme.save(update_fields=["is_accepted", "was_accepted", "accepted_ids"])
        _audit(actor, theme, at, acts.THEME_ACCEPTED, theme.name)
    return theme


@transaction.atomic
def merge_themes(*, actor: Actor, theme: Theme, into: Theme, at: datetime) -> Theme:
    """Put everything in one theme into another, narrower themes included."""
    _check(actor)
    # Always the same order, so that two merges at once cannot wait for each other.
    rows = {t.pk: t for t in Theme.objects.select_for_update().filter(pk__in=[theme.pk, into.pk])}
    if theme.pk == into.pk or theme.run_id != into.run_id or len(rows) != 2:
        raise DomainError(_("Choose another theme of the same analysis to merge into."))
    gone, kept = rows[theme.pk], rows[into.pk]
    if kept.parent_id == gone.pk:
        raise DomainError(_("A theme cannot be merged into one of its own narrower themes."))
    held = set(kept.text_ids)
    kept.text_ids = sorted(held | set(gone.text_ids))
    kept.quote_ids = [*kept.quote_ids, *(q for q in gone.quote_ids if q not in kept.quote_ids)]
    kept.phrases = [*kept.phrases, *(p for p in gone.phrases if p not in kept.phrases)][:8]
    kept.merged_from = [*kept.merged_from, gone.name, *gone.merged_from]
    if kept.is_accepted:  # whoever merges stands by what comes of it
        kept.accepted_ids = kept.text_ids
    kept.question_counts = _counts(kept, gone, overlap=bool(held & set(gone.text_ids)))
    # Themes have two levels: what was narrower than the one that goes follows it.
    Theme.objects.filter(parent=gone).update(parent=kept.parent_id or kept.pk)
    kept.save()
    gone.delete()
    _audit(
        actor,
        kept,
        at,
        acts.THEMES_MERGED,
        lambda: _("“%(gone)s” into “%(kept)s”") % {"gone": gone.name, "kept": kept.name},
    )
    return kept


def _counts(kept: Theme, gone: Theme, *, overlap: bool) -> list[int]:
    if not overlap:
        pairs = zip(kept.question_counts, gone.question_counts, strict=True)
        return [a + b for a, b in pairs]
    run: Run = kept.run
    given = frozen.thaw(run.frozen.name or "", run.frozen_hash)
    held = set(kept.text_ids)
    asked = [
        question
        for text, question in zip(
            given.text_ids.tolist(), given.text_questions.tolist(), strict=True
        )
        if text in held
    ]
    return [asked.count(key) for key in given.question_ids.tolist()]


def _check(actor: Actor) -> None:
    if not policy.can_shape_themes(actor.roles):
        raise NotAllowed(_("Only an analyst, a facilitator or an administrator can change themes."))


def _locked(theme: Theme) -> Theme:
    found = Theme.objects.select_for_update(of=("self",)).filter(pk=theme.pk).first()
    if found is None:
        raise DomainError(_("This theme was merged into another by somebody else."))
    return found


def _audit(
    actor: Actor, theme: Theme, at: datetime, act: Act, detail: str | Callable[[], str]
) -> None:
    record_audit(actor, act, at, detail, programme=theme.run.programme)
