"""Find a conversation and check this request may have it; otherwise it does not exist."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from folkmoot.accounts.access import StaffRequest
from folkmoot.joining.access import ParticipantRequest
from folkmoot.mailbox import policy, queries
from folkmoot.mailbox.models import Note, Thread
from folkmoot.programmes.access import StaffProgramme, staff_programme_for


@dataclass(frozen=True, slots=True)
class StaffThread:
    thread: Thread
    place: StaffProgramme


def inbox_for(request: StaffRequest, org: str, slug: str) -> StaffProgramme:
    found = staff_programme_for(request, org, slug)
    if not policy.can_read(found.actor.roles):
        raise Http404("No such page.")
    return found


def staff_thread_for(request: StaffRequest, org: str, slug: str, thread_id: int) -> StaffThread:
    """What the product told an author alone is between the two: it has no page of staff."""
    found = inbox_for(request, org, slug)
    thread = get_object_or_404(Thread, pk=thread_id, programme=found.programme, has_talk=True)
    thread.programme = found.programme
    return StaffThread(thread, found)


def own_thread_for(request: ParticipantRequest, thread_id: int) -> Thread:
    thread = get_object_or_404(Thread, pk=thread_id, programme=request.programme)
    if not queries.owns(request.participant.owner, thread):
        raise Http404("No such conversation of yours.")
    thread.programme = request.programme
    return thread


def own_note_for(request: ParticipantRequest, thread: Thread, note_id: int) -> Note:
    return get_object_or_404(
        Note.objects.exclude(text=""), pk=note_id, thread=thread, is_from_us=False
    )
