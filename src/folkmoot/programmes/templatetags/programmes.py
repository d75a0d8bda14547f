"""What staff pages draw around themselves."""

from dataclasses import dataclass

from django import template
from django.template import RequestContext
from django.urls import reverse

from folkmoot.programmes import access, registry
from folkmoot.programmes.models import Programme, Stage
from folkmoot.programmes.queries import STAGE_NAMES, results_path

register = template.Library()

TONES = {
    Stage.DRAFT: "",
    Stage.PRACTICE: "tag--warning",
    Stage.SCHEDULED: "tag--accent",
    Stage.OPEN: "tag--success",
    Stage.CLOSED: "",
}


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    url: str
    is_current: bool


@register.inclusion_tag("programmes/_staff_header.html", takes_context=True)
def staff_header(context: RequestContext) -> dict[str, object]:
    """Organisation, programme, stage and tabs.

    The current tab is the page's own; pages beneath a tab set ``tab`` to its URL name.
    """
    programme, actor = context["programme"], context["actor"]
    match = context["request"].resolver_match
    current = context.get("tab") or (match.view_name if match else "")
    where = (programme.organisation.slug, programme.slug)
    tabs = [
        Tab(page.name, reverse(page.url_name, args=where), page.url_name == current)
        for page in registry.pages(actor.roles)
    ]
    stage = access.stage_now(programme)
    return {
        "programme": programme,
        "stage_name": STAGE_NAMES[stage],
        "tone": TONES[stage],
        "tabs": tabs,
    }


@register.simple_tag
def published_results(programme: Programme) -> str:
    """``{% published_results programme as results %}``: where to read what came of it, or ""."""
    return results_path(programme)
