"""Two pages of questions answered, and the few acts that belong to them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.analysis import access, policy, presenting, queries, services
from folkmoot.analysis.forms import MergeTheme, RenameTheme
from folkmoot.programmes.access import StaffProgramme
from folkmoot.web.flow import press, show, submit

INSIGHT = "analysis:insight"


@require_GET
@staff_required
def live(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """Asked again every 30 seconds; where nothing changed the answer is 304 and no more."""
    found = access.reader_for(request, org, slug)
    now = queries.live(found.programme, timezone.now())
    part = "part" if request.htmx else "page"
    etag = quote_etag(f"{now.version}-{get_language()}-{part}")
    if part == "part":
        unchanged = get_conditional_response(request, etag=etag)
        if isinstance(unchanged, HttpResponseNotModified):
            return unchanged
    context = _context(found) | {
        "page": presenting.live_page(found.programme, now),
        "etag": quote_etag(f"{now.version}-{get_language()}-part"),
    }
    template = "analysis/live.html#figures" if request.htmx else "analysis/live.html"
    response = render(request, template, context)
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    response["Vary"] = "HX-Request, Cookie"  # not for people: a header
    return response


@require_GET
@staff_required
def insight(request: StaffRequest, org: str, slug: str, run_id: UUID | None = None) -> HttpResponse:
    return _insight(request, access.reader_for(request, org, slug), run_id)


@require_POST
@staff_required
def analyse(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = access.reader_for(request, org, slug)
    done = press(
        lambda: services.request_run(
            actor=found.actor, programme=found.programme, at=timezone.now()
        )
    )
    if not done:
        return _insight(request, found, None, problem=done.words)
    run = done.result
    if told := presenting.same_input(run, found.programme.organisation.smallest_group):
        messages.info(request, told)
    return redirect(INSIGHT, org, slug)


@require_GET
@staff_required
def progress(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """The progress bar alone; when the run has ended the page is asked to load anew."""
    found = access.reader_for(request, org, slug)
    latest = queries.latest_run(found.programme)
    if not request.htmx:
        return redirect(INSIGHT, org, slug)
    context = _context(found) | {"latest": latest}
    response = render(request, "analysis/insight.html#progress", context)
    if latest is None or not latest.is_waiting:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@staff_required
def repeat(request: StaffRequest, org: str, slug: str, run_id: UUID) -> HttpResponse:
    found = access.reader_for(request, org, slug)
    run = access.run_for(found, run_id)
    done = press(lambda: services.repeat_run(actor=found.actor, run=run, at=timezone.now()))
    if not done:
        return _insight(request, found, None, problem=done.words)
    return redirect(INSIGHT, org, slug)


@require_GET
@staff_required
def ideas(request: StaffRequest, org: str, slug: str, run_id: UUID) -> HttpResponse:
    found = access.reader_for(request, org, slug)
    analysis = access.finished_for(found, run_id)
    assert analysis is not None
    table = presenting.idea_page(
        found.programme,
        analysis,
        order=request.GET.get("order", ""),
        page=request.GET.get("page", ""),
    )
    context = _context(found) | {
        "tab": INSIGHT,
        "analysis": analysis,
        "table": table,
        "orders": presenting.ORDERS,
    }
    return render(request, "analysis/ideas.html", context)


@require_GET
@staff_required
def download(request: StaffRequest, org: str, slug: str, run_id: UUID) -> HttpResponse:
    found = access.reader_for(request, org, slug)
    analysis = access.finished_for(found, run_id)
    assert analysis is not None
    rows = presenting.ideas_csv(found.programme, analysis)
    response = HttpResponse("".join(rows), content_type="text/csv; charset=utf-8")
    named = f'attachment; filename="{slug}-ideas.csv"'  # not for people: a header
    response["Content-Disposition"] = named
    return response


@require_GET
@staff_required
def theme(request: StaffRequest, org: str, slug: str, theme_id: UUID) -> HttpResponse:
    found = access.reader_for(request, org, slug)
    return _theme(request, found, theme_id)


@require_POST
@staff_required
def rename(request: StaffRequest, org: str, slug: str, theme_id: UUID) -> HttpResponse:
    found = access.reader_for(request, org, slug)
    chosen = access.theme_for(found, theme_id)
    form = RenameTheme(request.POST, current={"name": chosen.name})
    done = submit(
        form,
        lambda: services.rename_theme(
            actor=found.actor, theme=chosen, at=timezone.now(), **form.cleaned_data
        ),
        current=lambda: {"name": access.theme_for(found, theme_id).name},
        about={services.BadName: "name"},
    )
    if not done:
        return _theme(request, found, theme_id, rename_form=form)
    named = access.theme_for(found, theme_id)
    messages.success(request, _("The theme is now called “%(name)s”.") % {"name": named.name})
    return redirect("analysis:theme", org, slug, theme_id)


@require_POST
@staff_required
def accept(request: StaffRequest, org: str, slug: str, theme_id: UUID) -> HttpResponse:
    found = access.reader_for(request, org, slug)
    chosen = access.theme_for(found, theme_id)
    done = press(lambda: services.accept_theme(actor=found.actor, theme=chosen, at=timezone.now()))
    if not done:
        return _theme(request, found, theme_id, problem=done.words)
    messages.success(
        request,
        _("You accepted “%(name)s”. Frameworks can now cite it.") % {"name": chosen.name},
    )
    return redirect("analysis:theme", org, slug, theme_id)


@require_POST
@staff_required
def merge(request: StaffRequest, org: str, slug: str, theme_id: UUID) -> HttpResponse:
    found = access.reader_for(request, org, slug)
    chosen = access.theme_for(found, theme_id)
    form = MergeTheme(request.POST, others=queries.others_of(chosen))
    done = submit(
        form,
        lambda: services.merge_themes(
            actor=found.actor,
            theme=chosen,
            into=access.theme_for(found, UUID(form.cleaned_data["into"])),
            at=timezone.now(),
        ),
        field="into",
    )
    if not done:
        return _theme(request, found, theme_id, merge_form=form)
    kept = done.result
    messages.success(
        request,
        _("“%(gone)s” is now part of “%(kept)s”.") % {"gone": chosen.name, "kept": kept.name},
    )
    return redirect("analysis:theme", org, slug, kept.pk)


def _context(found: StaffProgramme) -> dict[str, object]:
    roles = found.actor.roles
    return {
        "programme": found.programme,
        "actor": found.actor,
        "can_run": policy.can_run(roles),
        "can_shape": policy.can_shape_themes(roles),
    }


def _insight(
    request: StaffRequest, found: StaffProgramme, run_id: UUID | None, *, problem: str = ""
) -> HttpResponse:
    analysis = access.finished_for(found, run_id)
    context = _context(found) | {
        "tab": INSIGHT,
        "problem": problem,
        "latest": queries.latest_run(found.programme),
        "page": presenting.insight_page(found.programme, analysis) if analysis else None,
        "is_earlier": run_id is not None,
        "runs": queries.earlier_runs(found.programme),
    }
    return show(request, "analysis/insight.html", context, refused=problem)


def _theme(
    request: StaffRequest,
    found: StaffProgramme,
    theme_id: UUID,
    *,
    rename_form: RenameTheme | None = None,
    merge_form: MergeTheme | None = None,
    problem: str = "",
) -> HttpResponse:
    chosen = access.theme_for(found, theme_id)
    refused = bool(problem or rename_form or merge_form)
    context = _context(found) | {
        "tab": INSIGHT,
        "problem": problem,
        "card": presenting.theme_page(found.programme, chosen),
        "rename_form": rename_form or RenameTheme(current={"name": chosen.name}),
        "merge_form": merge_form or MergeTheme(others=queries.others_of(chosen)),
    }
    return show(request, "analysis/theme.html", context, refused=refused)
