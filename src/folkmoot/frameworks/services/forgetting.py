"""When a person takes back what they said, the copies kept as evidence go too."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import AuditEntry
from folkmoot.activities.queries import text_ids_of, words_of
from folkmoot.analysis.queries.visible_texts import redact, words_only_in
from folkmoot.core.own_rows import Owner
from folkmoot.frameworks.models import Evidence, Framework, Section, Statement
from folkmoot.frameworks.queries.sources import shortened
from folkmoot.programmes.models import Programme

TAKEN_BACK = _("Taken back by its author.")
GAP = _("[taken back]")
TELLING = 12  # characters from which on a repetition is a quotation and not a common word


def forget_words_of(owner: Owner, at: datetime) -> int:
    """Forget everything a participant said, before the words themselves are erased.

    Returns 0: the contributions themselves are counted by the room that holds them.
    """
    forget_texts(Programme.objects.get(pk=owner.programme_id), text_ids_of(owner), at)
    return 0


def forget_texts(programme: Programme, ids: Collection[int], at: datetime) -> None:
    """Blank the kept words; the links stay, so that editors see which support is gone.

    A finding of the machine that repeats an idea goes with it. Where people quoted the words
    in a sentence of their own, a gap shows in their place.
    """
    if not ids:
        return  # most people vote and write nothing
    with programme.in_its_language():
        _forget(programme, ids)


def _forget(programme: Programme, ids: Collection[int]) -> None:
    targets = [str(id_) for id_ in ids]
    figures = [f"{about}:{id_}" for about in ("support", "consensus") for id_ in targets]
    numbers = Evidence.objects.filter(kind=Evidence.Kind.NUMBER, target__in=figures)
    repeating = list(
        Statement.objects.filter(is_drafted=True, evidence__in=numbers).values_list("pk", flat=True)
    )
    Statement.objects.filter(pk__in=repeating).update(text=TAKEN_BACK, revision=F("revision") + 1)
    Evidence.objects.filter(
        Q(kind__in=[Evidence.Kind.IDEA, Evidence.Kind.QUOTE], target__in=targets)
        | Q(kind=Evidence.Kind.NUMBER, target__in=figures)
    ).update(words="", detail="")
    _erase_quotations(programme, quotations(ids))
    _redact_machine_fields(programme, ids)


def quotations(ids: Collection[int]) -> list[str]:
    """The words of these ideas and comments as a sentence may quote them, the longest first."""
    forms = {
        form for text in words_of(ids) for form in (text, shortened(text), " ".join(text.split()))
    }
    forms |= {form.removesuffix(" …") for form in forms}
    return sorted((form for form in forms if len(form) >= TELLING), key=len, reverse=True)


def without(text: str, quoted: Iterable[str]) -> str:
    """
    >>> without("They ask for a quiet hour, daily.", ["a quiet hour"])
    'They ask for [taken back], daily.'
    """
    for words in quoted:
        text = text.replace(words, str(GAP))
    return text


def _erase_quotations(programme: Programme, quoted: list[str]) -> None:
    if not quoted:
        return
    frameworks = Framework.objects.filter(programme=programme)
    sections = Section.objects.filter(framework__in=frameworks)
    statements = Statement.objects.filter(section__in=sections)
    evidence = Evidence.objects.filter(statement__in=statements)
    for rows, columns in (
        (frameworks, ("introduction",)),
        (sections, ("title", "introduction")),
        (statements, ("text", "explanation")),
        (evidence, ("words", "detail")),
    ):
        for row in rows.order_by("pk").iterator():
            kept = {column: getattr(row, column) for column in columns}
            now = {column: without(text, quoted) for column, text in kept.items()}
            if now == kept:
                continue
            same = type(row)._default_manager.filter(pk=row.pk)
            same.update(**now)
            if isinstance(row, Framework | Section | Statement):
                # Who has it open must look again.
                type(row)._default_manager.filter(pk=row.pk).update(revision=F("revision") + 1)
    # Acts are kept for good, the words of participants are not.
    entries = AuditEntry.objects.filter(
        organisation_id=programme.organisation_id, programme_slug=programme.slug
    ).exclude(detail="")
    for entry in entries.only("detail").iterator():
        detail = without(entry.detail, quoted)
        if detail != entry.detail:
            AuditEntry.objects.filter(pk=entry.pk).update(detail=detail[:300])


def _redact_machine_fields(programme: Programme, ids: Collection[int]) -> None:
    """Words that nobody else used leave what the machine worded after a theme."""
    here = {"section__framework__programme": programme}
    worded = [
        *Section.objects.filter(framework__programme=programme).exclude(theme=""),
        *Statement.objects.filter(is_drafted=True, **here),
        *Evidence.objects.filter(
            kind__in=[Evidence.Kind.THEME, Evidence.Kind.NUMBER],
            statement__section__framework__programme=programme,
        ),
    ]
    columns = {Section: ("title",), Statement: ("text",), Evidence: ("words", "detail")}
    strings = [getattr(row, column) for row in worded for column in columns[type(row)]]
    lonely = words_only_in(programme, ids, strings)
    if not lonely:
        return
    for row in worded:
        before = {column: getattr(row, column) for column in columns[type(row)]}
        now = {column: redact(text, lonely) for column, text in before.items()}
        if now != before:
            type(row)._default_manager.filter(pk=row.pk).update(**now)
