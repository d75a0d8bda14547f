"""The staff's pages: an inbox, and one conversation at a time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.mailbox import access, policy, presenting, queries, services
from folkmoot.mailbox.forms import StaffMessageForm
from folkmoot.web.flow import press, refuse, show, submit


@never_cache
@require_GET
@staff_required
def staff(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = access.inbox_for(request, org, slug)
    show = request.GET.get("show", "")
    show = show if show in queries.SHOWS else "waiting"
    after = request.GET.get("after", "")[:40]
    context = {
        "programme": found.programme,
        "actor": found.actor,
        "page": queries.inbox(programme=found.programme, show=show, after=after),
        "show": show,
        "shows": presenting.shows().items(),
        "is_first": not after,
    }
    return TemplateResponse(request, "mailbox/staff/inbox.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@staff_required
def staff_thread(request: StaffRequest, org: str, slug: str, thread_id: int) -> HttpResponse:
    found = access.staff_thread_for(request, org, slug, thread_id)
    form = StaffMessageForm(request.POST if request.method == "POST" else None)
    if submit(
        form,
        lambda: services.write_in_thread(
            actor=found.place.actor,
            thread=found.thread,
            text=form.cleaned_data["text"],
            at=timezone.now(),
        ),
        field="text",
    ):
        messages.success(request, _("Sent. Its author sees it the next time they come."))
        return redirect("mailbox:staff-thread", org, slug, thread_id)
    return _thread(request, found, form)


@require_POST
@staff_required
def staff_close(request: StaffRequest, org: str, slug: str, thread_id: int) -> HttpResponse:
    found = access.staff_thread_for(request, org, slug, thread_id)
    act = services.open_thread if request.POST.get("close") == "no" else services.close_thread
    done = press(lambda: act(actor=found.place.actor, thread=found.thread, at=timezone.now()))
    if not done:
        return _thread(request, found, refuse(StaffMessageForm({}), done.words))
    return redirect("mailbox:staff-thread", org, slug, thread_id)


def _thread(
    request: StaffRequest, found: access.StaffThread, form: StaffMessageForm
) -> HttpResponse:
    thread, place = found.thread, found.place
    usual = services.usual_messages(place.programme, thread.subject_label)
    begun = next((one.text for one in usual if one.key == request.GET.get("begin")), "")
    form.initial = {"text": begun}
    context = {
        "programme": place.programme,
        "actor": place.actor,
        "tab": "mailbox:staff",
        "thread": thread,
        "notes": queries.messages_in(thread),
        "form": form,
        "usual": usual,
        "may_write": policy.can_write(place.actor.roles, place.programme.stage(timezone.now())),
    }
    return show(request, "mailbox/staff/thread.html", context, refused=form.errors)
