"""The published guide, and the page from which staff publish it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.frameworks.presenting import framework_page
from folkmoot.guides import policy, presenting, publishing, queries, services
from folkmoot.guides.access import GuideRequest, guide_for, published_for
from folkmoot.guides.queries import GuideDocument
from folkmoot.web.colour import brand_css
from folkmoot.web.flow import press, show
from folkmoot.web.http import PageRequest
from folkmoot.web.languages import in_language


@require_GET
def guide(request: PageRequest, org: str, slug: str) -> HttpResponse:
    return _guide_page(request, published_for(request, org, slug), "guides:", (org, slug))


@require_GET
def brand(request: PageRequest, org: str, slug: str) -> HttpResponse:
    document = published_for(request, org, slug)
    return HttpResponse(brand_css(document.cover.colour), content_type="text/css")


@require_GET
def logo(request: PageRequest, org: str, slug: str) -> HttpResponse:
    return _picture(published_for(request, org, slug))


@require_GET
def quotes(request: PageRequest, org: str, slug: str) -> HttpResponse:
    return _download(publishing.quotes_csv(published_for(request, org, slug)), "quotes.csv")


@require_GET
def figures(request: PageRequest, org: str, slug: str) -> HttpResponse:
    return _download(publishing.figures_csv(published_for(request, org, slug)), "figures.csv")


@require_GET
def document(request: PageRequest, org: str, slug: str) -> HttpResponse:
    text = publishing.guide_json(published_for(request, org, slug))
    return HttpResponse(text, content_type="application/json")


@staff_required
@require_GET
def overview(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    return _overview_page(request, guide_for(request, org, slug))


@staff_required
@require_GET
def preview(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """The guide as it would be published now; nothing is kept."""
    found = guide_for(request, org, slug)
    if found.framework is None:
        raise Http404("No framework yet.")
    document = presenting.build_document(found.framework, at=timezone.now())
    return _guide_page(request, document, "guides:preview-", (org, slug), is_preview=True)


@staff_required
@require_GET
def preview_brand(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = guide_for(request, org, slug)
    return HttpResponse(brand_css(found.programme.colour), content_type="text/css")


@staff_required
@require_GET
def preview_logo(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = guide_for(request, org, slug)
    if found.framework is None:
        raise Http404("No framework yet.")
    return _picture(presenting.build_document(found.framework, at=timezone.now()))


@staff_required
@require_POST
def publish(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = guide_for(request, org, slug)
    if found.framework is None:
        return _overview_page(request, found, problem=_("Draft a framework first."))
    framework = found.framework
    return _act(
        request,
        found,
        lambda: services.publish_guide(actor=found.actor, framework=framework, at=timezone.now()),
        _("The guide is published."),
    )


@staff_required
@require_POST
def unpublish(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = guide_for(request, org, slug)
    if found.framework is None:
        return _overview_page(request, found, problem=_("There is no guide to take back."))
    framework = found.framework
    return _act(
        request,
        found,
        lambda: services.unpublish_guide(actor=found.actor, framework=framework, at=timezone.now()),
        _("The guide is taken back. Nobody can read it now."),
    )


def _act(
    request: StaffRequest, found: GuideRequest, act: Callable[[], object], words: str
) -> HttpResponse:
    done = press(act)
    if not done:
        return _overview_page(request, found, problem=done.words)
    messages.success(request, words)
    return redirect(found.programme.address("guides:overview"))


def _overview_page(
    request: StaffRequest, found: GuideRequest, *, problem: str = ""
) -> HttpResponse:
    programme, roles = found.programme, found.actor.roles
    current = queries.current_guide(programme)
    framework = found.framework
    context = {
        "programme": programme,
        "actor": found.actor,
        "tab": "guides:overview",
        "problem": problem,
        "current": current,
        "page": framework_page(framework) if framework else None,
        "may_publish": policy.can_publish(
            roles, programme.stage(timezone.now()), is_imported=programme.is_imported
        ),
        "may_unpublish": policy.can_unpublish(roles),
    }
    return show(request, "guides/overview.html", context, refused=problem)


def _guide_page(
    request: PageRequest,
    document: GuideDocument,
    names: str,
    place: tuple[str, str],
    *,
    is_preview: bool = False,
) -> HttpResponse:
    assets = {
        "folkmoot_css": static("web/folkmoot.css"),
        "guide_css": static("guides/guide.css"),
        "guide_js": static("guides/guide.js"),
        "icon_svg": static("web/icon.svg"),
        "brand_css": reverse(f"{names}brand", args=place),
        "logo_png": reverse(f"{names}logo", args=place),
    }
    context = {"guide": document, "assets": assets, "is_preview": is_preview}
    with in_language(document.cover.language):
        response = render(request, "guides/guide.html", context)
        response["Content-Language"] = get_language()
    return response


def _picture(document: GuideDocument) -> HttpResponse:
    if not document.cover.logo:
        raise Http404("No logo.")
    response = HttpResponse(document.cover.picture, content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _download(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    named = f'attachment; filename="{name}"'  # not for people: a header
    response["Content-Disposition"] = named
    return response
