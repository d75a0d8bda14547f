"""Writing to whoever said something, without learning who that is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.mailbox import policy as mailbox_policy
from folkmoot.mailbox import queries as mailbox
from folkmoot.mailbox.services import usual_messages
from folkmoot.web.flow import show, submit
from folkmoot.workshops import access, services
from folkmoot.workshops.access import StaffActivity
from folkmoot.workshops.forms import MessageForm


@require_http_methods(["GET", "POST"])
@staff_required
def write_about_idea(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, idea_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    return _write(request, found, access.staff_idea_for(found, idea_id))


@require_http_methods(["GET", "POST"])
@staff_required
def write_about_comment(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, comment_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    comment = access.staff_comment_for(found, comment_id)
    if comment.is_withdrawn:
        raise Http404("Its author took it back.")
    return _write(request, found, comment)


def mailbox_context(
    found: StaffActivity, said: access.Idea | access.Comment, form: MessageForm | None = None
) -> dict[str, object]:
    """What ``write_form.html`` needs, on the page of an idea and on a page of its own."""
    programme = found.programme
    stage = programme.stage(timezone.now())
    kind = services.kind_of(said)
    return {
        "may_write": mailbox_policy.can_write(found.actor.roles, stage),
        "thread": mailbox.staff_thread_about(programme=programme, kind=kind, ref=said.ref),
        "is_reachable": mailbox.can_be_reached(programme, said.author_id),
        "message_form": form or MessageForm(auto_id="message_%s"),
        "usual": usual_messages(found.programme, services.label_of(said)),
        "write_url": programme.address(
            f"workshops:write{'' if kind == 'idea' else '-comment'}", found.activity.pk, said.pk
        ),
        "said_ref": said.ref,
    }


def _write(
    request: StaffRequest, found: StaffActivity, said: access.Idea | access.Comment
) -> HttpResponse:
    now = timezone.now()
    if not mailbox_policy.can_write(found.actor.roles, found.programme.stage(now)):
        raise Http404("No such page.")
    usual = usual_messages(found.programme, services.label_of(said))
    begun = next((one.text for one in usual if one.key == request.GET.get("begin")), "")
    form = MessageForm(
        request.POST if request.method == "POST" else None,
        initial={"text": begun},
        auto_id="message_%s",
    )
    if done := submit(
        form,
        lambda: services.write_to_author(
            actor=found.actor, said=said, text=form.cleaned_data["text"], at=now
        ),
        field="text",
    ):
        messages.success(request, _("Sent. Its author sees it the next time they come."))
        return redirect(found.programme.address("mailbox:staff-thread", done.result.pk))
    context = {
        "programme": found.programme,
        "actor": found.actor,
        "activity": found.activity,
        "said": said,
        "idea_id": said.idea_id if isinstance(said, access.Comment) else said.pk,
        **mailbox_context(found, said, form),
    }
    return show(request, "workshops/staff/write.html", context, refused=form.errors)
