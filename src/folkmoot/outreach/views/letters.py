from typing import TypeAlias
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core import paging
from folkmoot.core.days import day_of
from folkmoot.core.formats import number
from folkmoot.core.revisions import shown
from folkmoot.outreach import access, policy
from folkmoot.outreach.forms import BouncesForm, CampaignForm, DayForm, WordsForm
from folkmoot.outreach.presenting import letters as letters_in_words
from folkmoot.outreach.presenting import suggestions
from folkmoot.outreach.queries import addressees, campaigns
from folkmoot.outreach.services import bouncing, starting_words, writing
from folkmoot.outreach.services import campaigns as acts
from folkmoot.post import presenting as post
from folkmoot.programmes.access import StaffProgramme
from folkmoot.web.flow import press, refuse, show, submit

TAB = {"tab": "outreach:letters"}
Initial: TypeAlias = dict[str, str]


@require_GET
@staff_required
def letters(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.letters_for(request, org, slug)
    context = {
        **_base(place),
        "cards": campaigns.campaign_cards(
            place.programme, after=paging.place(request.GET.get("after", ""))
        ),
        "invited": addressees.invited(place.programme),
        "asked": letters_in_words.requests_wait(place.programme, timezone.now()),
        "kinds": starting_words.KINDS.items(),
    }
    return TemplateResponse(request, "outreach/letters.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
def new(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.letters_for(request, org, slug)
    parts = addressees.values_of(place.programme)
    form = CampaignForm(
        request.POST if request.method == "POST" else None,
        parts=parts,
        initial=_initial(place, request.GET, parts),
    )
    done = submit(
        form,
        lambda: acts.draft_campaign(
            actor=place.actor,
            programme=place.programme,
            kind=form.cleaned_data["kind"],
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            attribute=form.chosen_part()[0],
            value=form.chosen_part()[1],
            at=timezone.now(),
        ),
    )
    if done:
        return redirect("outreach:letter", org=org, slug=slug, campaign_id=done.result.pk)
    context = {
        **_base(place),
        **_kinds(request.GET, form),
        "form": form,
        "placeholders": writing.PLACEHOLDERS.items(),
    }
    return show(request, "outreach/new.html", context, refused=form.errors)


@require_http_methods(["GET", "POST"])
@staff_required
def letter(request: StaffRequest, org: str, slug: str, campaign_id: UUID) -> HttpResponse:
    """The letter itself; POST changes its words while it is a draft."""
    place = access.letters_for(request, org, slug)
    campaign = access.campaign_for(place, campaign_id)
    posted = request.POST if request.method == "POST" else None
    form = WordsForm(posted, current=_words(place, campaign_id))
    if submit(
        form,
        lambda: acts.change_campaign(
            actor=place.actor, campaign=campaign, at=timezone.now(), **form.cleaned_data
        ),
        current=lambda: _words(place, campaign_id),
    ):
        return redirect("outreach:letter", org=org, slug=slug, campaign_id=campaign_id)
    return _letter(request, place, campaign_id, form=form)


def _words(place: StaffProgramme, campaign_id: UUID) -> dict[str, str]:
    return shown(access.campaign_for(place, campaign_id), ("subject", "text"))


@require_GET
@staff_required
def progress(request: StaffRequest, org: str, slug: str, campaign_id: UUID) -> HttpResponse:
    place = access.letters_for(request, org, slug)
    campaign = access.campaign_for(place, campaign_id)
    card = campaigns.campaign_card(campaign)
    context = {
        "programme": place.programme,
        "card": card,
        "mail": post.mail(),
        "carries_codes": acts.carries_codes(campaign),
        "needs_company": addressees.needs_company(campaign),
    }
    return TemplateResponse(request, "outreach/letter.html#progress", context)


@require_POST
@staff_required
def schedule(request: StaffRequest, org: str, slug: str, campaign_id: UUID) -> HttpResponse:
    place = access.letters_for(request, org, slug)
    campaign = access.campaign_for(place, campaign_id)
    form, now = DayForm(request.POST, current=_words(place, campaign_id)), timezone.now()
    if submit(
        form,
        lambda: acts.schedule_campaign(
            actor=place.actor, campaign=campaign, at=now, **form.cleaned_data
        ),
        current=lambda: _words(place, campaign_id),
    ):
        return redirect("outreach:letter", org=org, slug=slug, campaign_id=campaign_id)
    return _letter(request, place, campaign_id, day=form)


@require_POST
@staff_required
def act(request: StaffRequest, org: str, slug: str, campaign_id: UUID, verb: str) -> HttpResponse:
    """Stop it, remove it, or send it to oneself as a test."""
    place = access.letters_for(request, org, slug)
    campaign = access.campaign_for(place, campaign_id)
    do = {"remove": acts.remove_campaign, "stop": acts.stop_campaign, "test": acts.send_test}[verb]
    done = press(lambda: do(actor=place.actor, campaign=campaign, at=timezone.now()))
    if not done:
        form = refuse(DayForm({}, current={}), done.words)
        return _letter(request, place, campaign_id, day=form)
    if verb == "remove":
        return redirect("outreach:letters", org=org, slug=slug)
    if verb == "stop":
        is_secret = addressees.tells_secrets(campaign)
        what = _what_stopping_did(campaign.kind, done.result or 0, is_secret)
        messages.success(request, " ".join((_("Stopped."), what)))
    else:
        messages.success(request, _("The test is on its way to your own address."))
    return redirect("outreach:letter", org=org, slug=slug, campaign_id=campaign_id)


@require_http_methods(["GET", "POST"])
@staff_required
def bounces(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.letters_for(request, org, slug)
    is_post = request.method == "POST"
    form = BouncesForm(request.POST if is_post else None, request.FILES if is_post else None)
    if done := submit(
        form,
        lambda: bouncing.record_bounces(
            actor=place.actor, programme=place.programme, text=form.words(), at=timezone.now()
        ),
    ):
        found = done.result
        told = ngettext(
            "%(count)s address in the list; %(marked)s newly marked.",
            "%(count)s addresses in the list; %(marked)s newly marked.",
            found.found,
        ) % {"count": number(found.found), "marked": number(found.marked)}
        messages.success(request, told)
        return redirect("outreach:letters", org=org, slug=slug)
    context = {**_base(place), "form": form}
    return show(request, "outreach/bounces.html", context, refused=form.errors)


def _letter(
    request: StaffRequest,
    place: StaffProgramme,
    campaign_id: UUID,
    *,
    form: WordsForm | None = None,
    day: DayForm | None = None,
) -> HttpResponse:
    campaign, now = access.campaign_for(place, campaign_id), timezone.now()
    stage = place.programme.stage(now)
    words = shown(campaign, ("subject", "text"))
    seen = acts.preview(campaign, to=place.actor.user.email if place.actor.user else "")
    context = {
        **_base(place),
        "card": campaigns.campaign_card(campaign),
        "form": form or WordsForm(current=words),
        "day": day or DayForm(current=words, initial={"on": day_of(now)}),
        "preview": seen,
        "number": addressees.number_at_most(campaign) if campaign.state == "draft" else None,
        "is_stage_right": policy.can_send(place.actor.roles, stage, campaign.kind),
        "carries_codes": acts.carries_codes(campaign),
        "has_personal_links": acts.has_personal_links(campaign),
        "needs_company": addressees.needs_company(campaign),
        "asked": addressees.mode_of(place.programme) != "open",
        "placeholders": writing.PLACEHOLDERS.items(),
    }
    refused = (form and form.errors) or (day and day.errors)
    return show(request, "outreach/letter.html", context, refused=refused)


def _what_stopping_did(kind: str, taken: int, is_secret: bool) -> str:
    then = {
        "invitation": _("Those people can be invited again."),
        "reminder": _("Those people count as not reminded."),
        "again": _("Those people wait again, and the next group is written to within the hour."),
    }
    if is_secret:  # how many it was would tell who has joined, or asked
        return " ".join((_("What had not left is taken back."), then[kind]))
    told = ngettext(
        "%(count)s letter was taken back.", "%(count)s letters were taken back.", taken
    ) % {"count": number(taken)}
    return " ".join((told, then[kind])) if taken and kind in then else told


def _base(place: StaffProgramme) -> dict[str, object]:
    mail = post.mail()
    return {
        **TAB,
        "programme": place.programme,
        "actor": place.actor,
        "mail": mail,
        "mail_problem": suggestions.mail_problem(mail),
        "can_draft": policy.can_draft(place.actor.roles),
        "reminders": letters_in_words.reminders_go_to(place.programme),
    }


def _initial(place: StaffProgramme, asked: QueryDict, parts: list[tuple[str, str]]) -> Initial:
    """What the link here asked for: a kind, a part of those invited; and words to start from."""
    wanted = (asked.get("attribute", ""), asked.get("value", ""))
    chosen = {"part": str(parts.index(wanted))} if wanted in parts else {}
    kind = asked.get("kind", "reminder" if any(wanted) else "invitation")
    kind = kind if kind in starting_words.KINDS else "invitation"
    words = starting_words.words_for(place.programme, kind, missing=wanted[1])
    return {"kind": kind, **words, **chosen}


def _kinds(asked: QueryDict, form: CampaignForm) -> dict[str, object]:
    """Which kind is being written, and links to begin another; a part stays chosen."""
    kind = form["kind"].value() or ""
    others = []
    for other, name in starting_words.KINDS.items():
        query = asked.copy()
        query["kind"] = other
        if other != kind:
            others.append((f"?{query.urlencode()}", name))
    return {"writes": starting_words.KINDS.get(kind, _("Write a letter")), "others": others}
