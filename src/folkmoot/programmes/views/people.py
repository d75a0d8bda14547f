from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.accounts.policy import Role
from folkmoot.accounts.presenting import role_meanings
from folkmoot.core.errors import DomainError
from folkmoot.programmes import access, policy, queries, services
from folkmoot.programmes.access import StaffProgramme
from folkmoot.programmes.forms import AppointmentForm, ChannelForm
from folkmoot.web.flow import press, refuse, show, submit


@require_http_methods(["GET", "POST"])
@staff_required
def channels(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if submit(
        form,
        lambda: services.add_channel(
            actor=place.actor,
            programme=place.programme,
            name=form.cleaned_data["name"],
            code=form.cleaned_data["code"],
            at=timezone.now(),
        ),
    ):
        return redirect("programmes:channels", org=org, slug=slug)
    return _channels(request, place, form)


@require_POST
@staff_required
def channel_change(request: StaffRequest, org: str, slug: str, channel_id: int) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    channel = access.channel_for(place, channel_id)
    act = services.restore_channel if "restore" in request.POST else services.retire_channel
    done = press(lambda: act(actor=place.actor, channel=channel, at=timezone.now()))
    if not done:
        return _channels(request, place, refuse(ChannelForm({}), done.words))
    return redirect("programmes:channels", org=org, slug=slug)


@require_http_methods(["GET", "POST"])
@staff_required
def people(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    cards = queries.people_of(place.programme)
    form = AppointmentForm(request.POST if request.method == "POST" else None, people=cards)
    if submit(
        form,
        lambda: services.appoint(
            actor=place.actor,
            programme=place.programme,
            user_id=form.cleaned_data["person"],
            role=form.cleaned_data["role"],
            at=timezone.now(),
        ),
    ):
        return redirect("programmes:people", org=org, slug=slug)
    return _people(request, place, form)


@require_POST
@staff_required
def end_role(request: StaffRequest, org: str, slug: str, user_id: int, role: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)

    def end() -> None:
        if role not in set(Role):
            raise DomainError(_("There is no such role. Choose one on the page of people."))
        services.end_appointment(
            actor=place.actor,
            programme=place.programme,
            user_id=user_id,
            role=Role(role),
            at=timezone.now(),
        )

    done = press(end)
    if not done:
        form = AppointmentForm({}, people=queries.people_of(place.programme))
        return _people(request, place, refuse(form, done.words))
    return redirect("programmes:people", org=org, slug=slug)


def _channels(request: StaffRequest, place: StaffProgramme, form: ChannelForm) -> HttpResponse:
    programme = place.programme
    context = {
        "programme": programme,
        "actor": place.actor,
        "tab": "programmes:channels",
        "form": form,
        "channels": queries.channel_cards(programme),
        "joined_steps": programme.organisation.smallest_group,
        "link": settings.BASE_URL + programme.front_path,
        "can_set_up": policy.can_set_up(place.actor.roles, programme.stage(timezone.now())),
    }
    return show(request, "programmes/channels.html", context, refused=form.errors)


def _people(request: StaffRequest, place: StaffProgramme, form: AppointmentForm) -> HttpResponse:
    context = {
        "programme": place.programme,
        "actor": place.actor,
        "tab": "programmes:people",
        "form": form,
        "people": queries.people_of(place.programme),
        "meanings": role_meanings().items(),
        "can_appoint": policy.can_appoint(place.actor.roles),
    }
    return show(request, "programmes/people.html", context, refused=form.errors)
