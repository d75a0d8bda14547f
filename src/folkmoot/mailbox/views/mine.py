"""The author's pages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.activities.queries import address_of
from folkmoot.core import paging
from folkmoot.joining.access import ParticipantRequest, participant_required
from folkmoot.mailbox import access, policy, queries, services
from folkmoot.mailbox.forms import AnswerForm, ChoicesForm
from folkmoot.web.flow import show, submit


@never_cache
@require_GET
@participant_required
def mine(request: ParticipantRequest) -> HttpResponse:
    choice = queries.choice_of(request.participant)
    initial = {"is_muted": choice.is_muted, "wants_email": choice.wants_email}
    context = {
        "programme": request.programme,
        "lines": queries.threads_of(
            request.participant, after=paging.place(request.GET.get("after", ""))
        ),
        "form": ChoicesForm(initial=initial),
        "email_is_possible": queries.email_is_possible(request.programme),
    }
    return TemplateResponse(request, "mailbox/mine.html", context)


@require_POST
@participant_required
def choices(request: ParticipantRequest) -> HttpResponse:
    form = ChoicesForm(request.POST)
    form.is_valid()  # boxes are ticked or not
    services.choose(
        participant=request.participant,
        is_muted=form.cleaned_data["is_muted"],
        wants_email=form.cleaned_data["wants_email"]
        and queries.email_is_possible(request.programme),
    )
    messages.success(request, _("Kept. Only you can see this choice."))
    return redirect(request.programme.address("mailbox:mine"))


@never_cache
@require_http_methods(["GET", "POST"])
@participant_required
def my_thread(request: ParticipantRequest, thread_id: int) -> HttpResponse:
    now, thread = timezone.now(), access.own_thread_for(request, thread_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if submit(
        form,
        lambda: services.reply(
            participant=request.participant,
            thread=thread,
            text=form.cleaned_data["text"],
            at=now,
        ),
        field="text",
    ):
        messages.success(request, _("Your answer has been sent. Nobody sees who you are."))
        return redirect(request.programme.address("mailbox:thread", thread.pk))
    context = {
        "programme": request.programme,
        "thread": thread,
        "subject_url": address_of(request.programme, thread.subject_kind, thread.subject_ref),
        "notes": queries.messages_in(thread, seen=thread.seen),
        "form": form,
        "may_answer": not thread.is_closed and policy.can_answer(request.programme.stage(now)),
    }
    services.mark_seen(participant=request.participant, thread=thread)
    return show(request, "mailbox/thread.html", context, refused=form.errors)


@require_POST
@participant_required
def close_mine(request: ParticipantRequest, thread_id: int) -> HttpResponse:
    thread = access.own_thread_for(request, thread_id)
    if request.POST.get("close") == "no":
        services.open_as_author(participant=request.participant, thread=thread)
    else:
        services.close_as_author(participant=request.participant, thread=thread)
        messages.success(request, _("Closed. The team cannot write to you about this any more."))
    return redirect(request.programme.address("mailbox:thread", thread.pk))


@never_cache
@require_http_methods(["GET", "POST"])
@participant_required
def take_back(request: ParticipantRequest, thread_id: int, note_id: int) -> HttpResponse:
    thread = access.own_thread_for(request, thread_id)
    note = access.own_note_for(request, thread, note_id)
    if request.method == "POST":
        services.take_back_note(participant=request.participant, note=note)
        messages.success(request, _("Your message has been taken back."))
        return redirect(request.programme.address("mailbox:thread", thread.pk))
    context = {"programme": request.programme, "thread": thread, "text": note.text}
    return TemplateResponse(request, "mailbox/take_back.html", context)
