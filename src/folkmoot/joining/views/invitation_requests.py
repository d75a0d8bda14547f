"""For whoever has no letter, or lost it. Every address is answered alike."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.joining import access, queries, services
from folkmoot.joining.access import VisitorRequest
from folkmoot.joining.forms import AskForm
from folkmoot.members.queries import domains_of
from folkmoot.programmes.access import public_programme_for
from folkmoot.web.flow import show, submit
from folkmoot.web.http import PageRequest


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: VisitorRequest, org: str, slug: str) -> HttpResponse:
    programme, now = public_programme_for(request, org, slug), timezone.now()
    if not queries.can_ask_for_invitation(programme, now):
        return redirect("joining:front", org=org, slug=slug)  # which says how people join
    form = AskForm(request.POST if request.method == "POST" else None)
    has_asked = False
    typed = request.POST.get("address", "")[:400]
    is_over = access.INVITATION_REQUESTS.is_over(request) or access.NEW_CODES.is_over(
        request, typed
    )
    if form.is_bound and is_over:
        form.add_error(None, _("Too many requests from your network. Wait ten minutes."))
    elif form.is_bound and form.is_valid():
        access.INVITATION_REQUESTS.count(request)
        access.NEW_CODES.count(request, typed)
        done = submit(  # what is refused is refused to everybody, whatever the address
            form,
            lambda: services.ask_for_invitation(
                programme=programme, address=form.cleaned_data["address"], at=now
            ),
        )
        has_asked = done is not None
    context = {
        "programme": programme,
        "form": form,
        "has_asked": has_asked,
        "mode": queries.mode_of(programme.pk).value,
        "endings": [f"@{domain.domain}" for domain in domains_of(programme)],
        "smallest_group": programme.organisation.smallest_group,
    }
    return show(request, "joining/invitation.html", context, refused=form.errors)


@require_GET
def moved(request: PageRequest, org: str, slug: str) -> HttpResponse:
    """Where only new codes were asked for once; letters and bookmarks may lead here."""
    return redirect("joining:invitation", org=org, slug=slug, permanent=True)
