from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.migrating import waiting_migrations
from folkmoot.web import languages
from folkmoot.web.design import samples
from folkmoot.web.http import PageRequest


@require_safe
@never_cache
def healthz(request: PageRequest) -> HttpResponse:
    """The process is alive; says nothing about the database, so that nobody restarts us for it."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def readyz(request: PageRequest) -> HttpResponse:
    """Whether this process can serve pages: the database answers and has every migration."""
    problems = _problems()
    status = "not ready" if problems else "ready"  # not for people: monitors compare it
    return JsonResponse({"status": status, "problems": problems}, status=503 if problems else 200)


def _problems() -> list[str]:
    try:
        waiting = waiting_migrations()
    except (DatabaseError, OSError):
        # Never the driver's own words: they may name hosts and people.
        return [_("The database does not answer. Check DATABASE_URL and that it is running.")]
    if waiting:
        return [
            ngettext(
                "%(count)s migration is waiting. Run `folkmoot migrate`.",
                "%(count)s migrations are waiting. Run `folkmoot migrate`.",
                waiting,
            )
            % {"count": waiting}
        ]
    return []


@require_POST
def language(request: PageRequest) -> HttpResponse:
    """The reader's own choice; back to the page that it was made on."""
    came = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(came, None) and came.startswith("/")
    response = redirect(came if is_ours else "/")
    if request.POST.get("language") in languages.names():
        languages.choose(response, request.POST["language"])
    return response


@require_safe
def design(request: PageRequest) -> HttpResponse:
    """Every component in its states, drawn by the real templates; for developers only."""
    if not settings.DEBUG:
        raise Http404("No such page.")
    return TemplateResponse(request, "web/design.html", samples())
