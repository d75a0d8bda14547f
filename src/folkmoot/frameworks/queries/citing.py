"""The other direction: from an idea or a theme to the statements that came of it."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from folkmoot.analysis.registry import Citation
from folkmoot.frameworks.models import Evidence, Statement


def statements_citing(kind: str, target_ids: Collection[object]) -> dict[str, tuple[Citation, ...]]:
    """Statements by the id (as text) of the idea, comment or theme they cite, in any way.

    ``kind`` is "idea" (whole, quoted, or by its support; comments too) or "theme". One query.
    """
    ids = {str(id_) for id_ in target_ids}
    prefixes: tuple[str, ...]
    if kind == "theme":
        kinds, prefixes = [Evidence.Kind.THEME], ("theme:",)
    else:
        kinds, prefixes = [Evidence.Kind.IDEA, Evidence.Kind.QUOTE], ("support:", "consensus:")
    counted = {f"{prefix}{id_}": id_ for prefix in prefixes for id_ in ids}
    links = (
        Evidence.objects.filter(
            Q(kind__in=kinds, target__in=ids) | Q(kind=Evidence.Kind.NUMBER, target__in=counted)
        )
        .select_related("statement__section__framework__programme__organisation")
        .order_by("statement__section__position", "statement__position")
    )
    found: dict[str, dict[str, Citation]] = defaultdict(dict)
    for link in links:
        statement = link.statement
        found[counted.get(link.target, link.target)][str(statement.pk)] = Citation(
            statement=statement.text,
            section=statement.section.title,
            url=_page_of(statement),
        )
    return {target: tuple(citations.values()) for target, citations in found.items()}


def _page_of(statement: Statement) -> str:
    programme = statement.section.framework.programme
    return f"{programme.address('frameworks:editor')}#statement-{statement.pk}"
