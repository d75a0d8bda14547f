"""What staff pages draw around themselves."""

from dataclasses import dataclass

from django import template
from django.template import RequestContext

from folkmoot.programmes import access, registry
from folkmoot.programmes.models import Programme, Stage
from folkmoot.programmes.presenting import NoticeShown, stage_name, told
from folkmoot.programmes.queries import results_path

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


def _steps(pages: list[registry.StaffPage], here: registry.StaffPage | None) -> list[Tab]:
    """Each step that the person has a page in, leading to its first."""
    firsts = {page.step: page for page in reversed(pages) if page.step}
    return [
        Tab(step.label, firsts[step].url_name, here is not None and here.step is step)
        for step in registry.DeclaredStep
        if step in firsts
    ]


@register.inclusion_tag("programmes/_staff_name.html", takes_context=True)
def staff_name(context: RequestContext) -> dict[str, object]:
    """The programme and its stage, for a screen too narrow for the bar that says them."""
    programme = context["programme"]
    stage = access.stage_now(programme)
    return {
        "programme": programme,
        "stage_name": stage_name(stage),
        "overview_url": programme.address("programmes:overview"),
    }


@register.inclusion_tag("programmes/_staff_header.html", takes_context=True)
def staff_header(context: RequestContext) -> dict[str, object]:
    """Organisation, programme, stage, the four steps and the tabs of the step one is in.

    The current tab is the page's own; pages beneath a tab set ``tab`` to its URL name.
    """
    programme, actor = context["programme"], context["actor"]
    match = context["request"].resolver_match
    current = context.get("tab") or (match.view_name if match else "")
    pages = registry.pages(actor.roles)
    here = next((page for page in pages if page.url_name == current), None)
    tabs = [
        Tab(str(page.name), programme.address(page.url_name), page is here)
        for page in pages
        if here is not None and here.step is not None and page.step is here.step
    ]
    steps = [
        Tab(step.name, programme.address(step.url), step.is_current) for step in _steps(pages, here)
    ]
    stage = access.stage_now(programme)
    return {
        "programme": programme,
        "stage_name": stage_name(stage),
        "tone": TONES[stage],
        "steps": steps,
        "is_overview": here is not None and here.step is None,
        "tabs": tabs,
    }


@register.inclusion_tag("programmes/_staff_margin.html", takes_context=True)
def staff_margin(context: RequestContext) -> dict[str, object]:
    """The margin beside staff pages. Asks nothing that the page has not loaded."""
    programme, actor = context["programme"], context["actor"]
    match = context["request"].resolver_match
    pages = {page.url_name for page in registry.pages(actor.roles)}
    has_dates = "programmes:timeline" in pages
    return {
        "programme": programme,
        "stage": access.stage_now(programme).value,
        "is_overview": match is not None and match.view_name == "programmes:overview",
        "overview_url": programme.address("programmes:overview"),
        "dates_url": programme.address("programmes:timeline") if has_dates else "",
    }


@register.simple_tag
def published_results(programme: Programme) -> str:
    """``{% published_results programme as results %}``: where to read what came of it, or ""."""
    return results_path(programme)


@register.simple_tag
def data_notice(programme: Programme) -> NoticeShown | None:
    """``{% data_notice programme as told %}``: who answers for people's data, if it is said."""
    return told(programme)
