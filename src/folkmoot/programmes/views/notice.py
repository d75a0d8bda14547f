"""Who answers for people's data, and what of an earlier programme still holds."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.revisions import shown
from folkmoot.programmes import access, policy, presenting, queries, registry, services
from folkmoot.programmes.forms import NoticeForm
from folkmoot.programmes.views.overview import overview_page
from folkmoot.web.flow import press, show, submit


@require_http_methods(["GET", "POST"])
@staff_required
def notice(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place, now = access.staff_programme_for(request, org, slug), timezone.now()
    programme = place.programme
    is_invited = registry.invites(programme)

    def current() -> dict[str, Any]:
        return shown(queries.proposed_notice(programme), services.NOTICE_PARTS)

    form = NoticeForm(
        request.POST if request.method == "POST" else None,
        current=current(),
        needs_source=is_invited,
    )
    if submit(
        form,
        lambda: services.set_notice(
            actor=place.actor, programme=programme, at=now, **form.cleaned_data
        ),
        current=current,
    ):
        return redirect("programmes:overview", org=org, slug=slug)
    context = {
        "programme": programme,
        "actor": place.actor,
        "tab": "programmes:overview",
        "form": form,
        "is_invited": is_invited,
        "told": presenting.told(programme),
        "can_set_up": policy.can_set_up(place.actor.roles, programme.stage(now)),
    }
    return show(request, "programmes/notice.html", context, refused=form.errors)


@require_POST
@staff_required
def still_holds(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """Somebody has read what was copied."""
    place = access.staff_programme_for(request, org, slug)
    done = press(
        lambda: services.confirm_carried(
            actor=place.actor,
            programme=place.programme,
            what=request.POST.get("what", "")[:60],
            at=timezone.now(),
        )
    )
    if not done:
        return overview_page(request, place, refusal=done.words)
    return redirect("programmes:overview", org=org, slug=slug)
