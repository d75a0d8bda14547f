"""What every page of staff on one programme is drawn in."""

from django.http import HttpResponse

from folkmoot.accounts.access import StaffRequest
from folkmoot.programmes import queries
from folkmoot.programmes.access import StaffProgramme
from folkmoot.web.flow import show


def page_of(
    request: StaffRequest,
    place: StaffProgramme,
    name: str,
    context: dict[str, object],
    *,
    tab: str,
    refused: bool,
) -> HttpResponse:
    shared: dict[str, object] = {
        "programme": place.programme,
        "actor": place.actor,
        "tab": f"programmes:{tab}",
        "zone": str(queries.zone_of(place.programme.organisation)),
    }
    page = f"programmes/{name}.html"
    return show(request, page, shared | context, refused=refused)
