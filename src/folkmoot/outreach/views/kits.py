from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.outreach import access, policy, publishing
from folkmoot.outreach.forms import AmbassadorForm
from folkmoot.outreach.presenting import calendar
from folkmoot.outreach.queries import kits as queries
from folkmoot.outreach.services import links
from folkmoot.programmes.access import StaffProgramme, public_programme_for
from folkmoot.web.charts import DayChart
from folkmoot.web.flow import press, refuse, show, submit
from folkmoot.web.http import PageRequest
from folkmoot.web.languages import use_language


@require_http_methods(["GET", "POST"])
@staff_required
def kits(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """Every link with its kit; POST adds an ambassador."""
    place = access.kits_for(request, org, slug)
    form = AmbassadorForm(request.POST if request.method == "POST" else None)
    if submit(
        form,
        lambda: links.add_ambassador(
            actor=place.actor,
            programme=place.programme,
            name=form.cleaned_data["name"],
            at=timezone.now(),
        ),
    ):
        return redirect("outreach:kits", org=org, slug=slug)
    return _kits(request, place, form)


@require_POST
@staff_required
def make_short(request: StaffRequest, org: str, slug: str, channel_id: int) -> HttpResponse:
    place = access.kits_for(request, org, slug)
    channel = access.channel_for(place, channel_id)
    done = press(lambda: links.make_short(actor=place.actor, channel=channel, at=timezone.now()))
    if not done:
        return _kits(request, place, refuse(AmbassadorForm({}), done.words))
    return redirect("outreach:kits", org=org, slug=slug)


@require_POST
@staff_required
def end_ambassador(request: StaffRequest, org: str, slug: str, ambassador_id: int) -> HttpResponse:
    place = access.kits_for(request, org, slug)
    ambassador = access.ambassador_for(place, ambassador_id)
    done = press(
        lambda: links.end_ambassador(actor=place.actor, ambassador=ambassador, at=timezone.now())
    )
    if not done:
        return _kits(request, place, refuse(AmbassadorForm({}), done.words))
    return redirect("outreach:kits", org=org, slug=slug)


@require_GET
@staff_required
def sheet(request: StaffRequest, org: str, slug: str, channel_id: int, file: str) -> HttpResponse:
    """A poster, cards, a slide, or the QR code alone, of one channel."""
    place = access.kits_for(request, org, slug)
    return _file(request, access.channel_for(place, channel_id), file)


@never_cache
@require_GET
def ambassador(request: PageRequest, token: str) -> HttpResponse:
    """An ambassador's own page, for whoever holds its link."""
    found, now = access.ambassador_behind(token), timezone.now()
    use_language(request, found.programme.language)
    cards = queries.ambassador_cards(found.programme)
    card = next((one for one in cards if one.ambassador.pk == found.pk), None)
    if card is None:
        raise Http404("The link was retired.")
    context = {
        "programme": found.programme,
        "card": card.link,
        "token": token,
        "text": publishing.text_to_copy(found.channel, at=now),
        "need": publishing.need_of(found.programme, at=now),
        "qr": links.qr_svg(card.link.address),
        "step": found.programme.organisation.smallest_group,
        "kinds": publishing.KINDS.items(),
        "chart": DayChart(
            _("Visits by your link"),
            _("Counted each day, without cookies"),
            card.link.days,
            "visits",
        ),
    }
    return TemplateResponse(request, "outreach/ambassador.html", context)


@require_GET
def ambassador_sheet(request: PageRequest, token: str, file: str) -> HttpResponse:
    return _file(request, access.ambassador_behind(token).channel, file)


@require_GET
def short(request: PageRequest, code: str) -> HttpResponse:
    """To the front page, which counts the visit: a machine that only follows links is not one."""
    channel = queries.channel_of_short(code.lower())
    if channel is None:
        raise Http404("No such link.")
    return redirect(f"{channel.programme.front_path}?via={channel.code}")


@require_GET
def calendar_file(
    request: PageRequest, org: str, slug: str, activity_id: UUID | None = None
) -> HttpResponse:
    programme, now = public_programme_for(request, org, slug), timezone.now()
    text = calendar.calendar_file(programme, at=now, activity_id=activity_id)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    named = f'attachment; filename="{slug}.ics"'  # not for people: a header
    response["Content-Disposition"] = named
    return response


def _file(request: PageRequest, channel: access.LinkChannel, file: str) -> HttpResponse:
    address, now = queries.address_of(channel, queries.short_of(channel)), timezone.now()
    if file == "qr.svg":
        return _download(links.qr_svg(address).encode(), "image/svg+xml", f"{channel.code}.svg")
    if file == "qr.png":
        return _download(links.qr_png(address), "image/png", f"{channel.code}.png")
    kind, _, form = file.partition(".")
    if kind not in publishing.KINDS or form not in {"html", "pdf"}:
        raise Http404("No such file.")
    if form == "html":
        return HttpResponse(publishing.sheet(channel, kind, for_paper=False, at=now).html)
    try:
        pdf = publishing.as_pdf(channel, kind, at=now)
    except publishing.NoPdf as missing:
        context = {"programme": channel.programme, "why": str(missing), "kind": kind}
        return TemplateResponse(request, "outreach/no_pdf.html", context, status=503)
    return _download(pdf, "application/pdf", f"{channel.code}-{kind}.pdf")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    named = f'attachment; filename="{name}"'  # not for people: a header
    response["Content-Disposition"] = named
    return response


def _kits(request: StaffRequest, place: StaffProgramme, form: AmbassadorForm) -> HttpResponse:
    programme, now = place.programme, timezone.now()
    ambassadors = queries.ambassador_cards(programme)
    context = {
        "programme": programme,
        "actor": place.actor,
        "tab": "outreach:kits",
        "form": form,
        "cards": queries.link_cards(programme),
        "ambassadors": [
            (card, settings.BASE_URL + links.ambassador_path(card.ambassador))
            for card in ambassadors
        ],
        "kinds": publishing.KINDS.items(),
        "step": programme.organisation.smallest_group,
        "has_dates": calendar.has_dates(programme),
        "need": publishing.need_of(programme, at=now),
        "can_manage": policy.can_manage_kits(place.actor.roles, programme.stage(now)),
    }
    return show(request, "outreach/kits.html", context, refused=form.errors)
