"""The home of a workshop and the board of a question."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from folkmoot.joining.access import ParticipantRequest, participant_required
from folkmoot.web.flow import press, show
from folkmoot.workshops import access, policy, queries, services
from folkmoot.workshops.forms import VoteForm
from folkmoot.workshops.views.context import base_context, read_ref
from folkmoot.workshops.views.ideas import show_idea


@never_cache
@require_GET
@participant_required
def home(request: ParticipantRequest, activity_id: UUID) -> HttpResponse:
    """Which questions are asked; ``?begin=1`` goes straight to the first open one."""
    now = timezone.now()
    activity = access.activity_for(request, activity_id)
    lines = queries.question_lines(activity=activity, at=now)
    first = next((line for line in lines if line.is_readable and not line.is_over), None)
    if first and request.GET.get("begin"):
        return redirect(request.programme.address("workshops:board", first.question.pk))
    context = {
        "programme": request.programme,
        "activity": activity,
        "lines": lines,
        "stage": request.programme.stage(now),
    }
    return TemplateResponse(request, "workshops/home.html", context)


@never_cache
@require_GET
@participant_required
def board(request: ParticipantRequest, question_id: int) -> HttpResponse:
    now = timezone.now()
    question = access.question_for(request, question_id)
    context = base_context(request, question, now)
    stage = request.programme.stage(now)
    if not policy.can_read_question(stage, question.opens_at, now):
        return TemplateResponse(request, "workshops/not_yet.html", context)
    search = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    sort = request.GET.get("sort", "")
    if stage == "closed" or search or sort in {"top", "newest"}:
        # After the close there is nothing left to deal out, only things to read.
        return _list(request, question, now, sort, search)
    return _voting_queue(request, question, now, wanted=read_ref(request.GET.get("idea", "")))


def _voting_queue(
    request: ParticipantRequest,
    question: access.ChallengeQuestion,
    now: datetime,
    *,
    wanted: int | None = None,
    answered: int | None = None,
    problem: str = "",
) -> HttpResponse:
    """The fair board; its ideas stay dealt until the person asks for more."""
    stage, participant = request.programme.stage(now), request.participant
    hand_of = partial(queries.voting_queue, question=question, participant=participant, stage=stage)
    dealt = access.assigned_ideas(request, question)
    hand = hand_of(ids=dealt, wanted=wanted, answered=answered) if dealt else None
    is_second_look, is_new = False, False
    if hand is None or not hand.cards or (wanted and hand.current is None):
        fresh = queries.assign_ideas(question=question, participant=participant)
        hand = hand_of(ids=fresh.ids)
        is_second_look, is_new = fresh.is_second_look, True
    left = queries.remaining_ideas(question=question, participant=participant)
    context = base_context(request, question, now) | {
        "hand": hand,
        "is_second_look": is_second_look,
        "problem": problem,
        "totals": left.total,
        "left": left.unanswered,
        "more_wait": left.unanswered > bool(hand.current and not hand.current.is_answered),
    }
    page = "workshops/board.html" + ("#deal" if request.htmx else "")
    response = show(request, page, context, refused=problem)
    if is_new:
        access.remember_assigned(response, question, [card.id for card in hand.cards])
    return response


def _list(
    request: ParticipantRequest,
    question: access.ChallengeQuestion,
    now: datetime,
    sort: str,
    search: str,
) -> HttpResponse:
    participant, stage = request.participant, request.programme.stage(now)
    after = request.GET.get("after", "")[:40]
    if sort == "top" and not search:
        page = int(after) if after.isascii() and after.isdigit() and len(after) < 5 else 1
        found = queries.top(
            question=question, participant=participant, stage=stage, page=max(page, 1)
        )
    else:
        found = queries.newest(
            question=question, participant=participant, stage=stage, search=search, after=after
        )
    context = base_context(request, question, now) | {
        "page": found,
        "sort": sort if sort in {"top", "newest"} else "newest",
        "search": search,
        "is_closed": stage == "closed",
    }
    return TemplateResponse(request, "workshops/list.html", context)


@require_POST
@participant_required
def more(request: ParticipantRequest, question_id: int) -> HttpResponse:
    """The person has read these ideas: they count as shown, and others are dealt."""
    question = access.question_for(request, question_id)
    dealt = access.assigned_ideas(request, question)
    services.pass_over(
        question=question, participant=request.participant, idea_ids=dealt, at=timezone.now()
    )
    fresh = queries.assign_ideas(question=question, participant=request.participant)
    response = redirect(request.programme.address("workshops:board", question.pk))
    access.remember_assigned(response, question, fresh.ids)
    return response


@require_POST
@participant_required
def vote(request: ParticipantRequest, idea_id: int) -> HttpResponse:
    now, idea = timezone.now(), access.idea_for(request, idea_id)
    form, problem = VoteForm(request.POST), ""
    if form.is_valid():
        done = press(
            lambda: services.cast_vote(
                idea=idea,
                participant=request.participant,
                stance=form.cleaned_data["stance"],
                at=now,
            )
        )
        problem = "" if done else done.words
    else:
        problem = _("Choose agree, not sure or disagree.")
    is_on_board = request.POST.get("on") == "board"
    if problem and not is_on_board:
        return show_idea(request, idea, now, problem=problem)
    if not is_on_board:
        return redirect(request.programme.address("workshops:idea", idea.pk))
    if request.htmx or problem:
        wanted = idea.pk if problem else None
        return _voting_queue(
            request, idea.question, now, wanted=wanted, answered=idea.pk, problem=problem
        )
    board_url = access.board_address(request.programme, idea.question)
    return redirect(f"{board_url}#deal")
