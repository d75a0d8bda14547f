"""Writing to those invited: draft, preview, schedule, stop."""

import uuid
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.formats import closing
from folkmoot.core.revisions import check, shown
from folkmoot.core.text import clean_text
from folkmoot.members import registry as members
from folkmoot.outreach import acts, policy
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.presenting.letters import why_too_few
from folkmoot.outreach.queries import addressees
from folkmoot.outreach.services import recalling, writing
from folkmoot.outreach.services.writing import Words
from folkmoot.post import services as post
from folkmoot.post.presenting import in_words
from folkmoot.post.services import Message
from folkmoot.programmes.models import Channel, Programme
from folkmoot.programmes.services import lock

PURPOSE = "campaign"
EMAIL_CHANNEL = "e-mail"
TRIAL_LINK = "this-is-a-test"


@transaction.atomic
def draft_campaign(  # noqa: PLR0913 - the fields of one letter
    *,
    actor: Actor,
    programme: Programme,
    kind: str,
    subject: str,
    text: str,
    at: datetime,
    attribute: str = "",
    value: str = "",
    channel: Channel | None = None,
) -> Campaign:
    if not policy.can_draft(actor.roles):
        raise NotAllowed(_("Letters are written by facilitators and administrators."))
    if kind == Campaign.Kind.REQUESTED:
        raise DomainError(_("Such letters are sent by themselves once a group has asked for them."))
    subject, text = clean_text(subject), clean_text(text)
    writing.check_words(subject=subject, text=text, needs_link=kind != Campaign.Kind.NEWS)
    if attribute and (attribute, value) not in addressees.values_of(programme):
        k = programme.organisation.smallest_group
        raise DomainError(
            _(
                "No list of this programme has %(smallest)s people or more of that part, and a "
                "letter to fewer would single somebody out."
            )
            % {"smallest": k}
        )
    said = {"kind": kind, "subject": subject, "text": text, "attribute": attribute, "value": value}
    if addressees.is_to_no_part(Campaign(programme=programme, **said)):
        raise DomainError(why_too_few(addressees.TooFew.NEWS, 0))
    lock(programme.pk)  # two presses take turns
    drafts = Campaign.objects.filter(programme=programme, state=Campaign.State.DRAFT, **said)
    if pressed_before := drafts.first():
        return pressed_before  # two letters in the same words would go to the same people
    campaign = Campaign.objects.create(
        programme=programme,
        **said,
        channel=channel or email_channel(programme),
        created_on=day_of(at),
    )
    _audit(actor, acts.LETTER_DRAFTED, campaign, at)
    return campaign


@transaction.atomic
def change_campaign(
    *,
    actor: Actor,
    campaign: Campaign,
    subject: str,
    text: str,
    at: datetime,
    revision: str | None = None,
) -> Campaign:
    if not policy.can_draft(actor.roles):
        raise NotAllowed(_("Letters are written by facilitators and administrators."))
    campaign = _locked(campaign.pk)
    if campaign.state != Campaign.State.DRAFT:
        raise DomainError(_("This letter is scheduled or has left. Stop it, or write another."))
    subject, text = clean_text(subject), clean_text(text)
    writing.check_words(subject=subject, text=text, needs_link=campaign.kind != Campaign.Kind.NEWS)
    check(shown(campaign, ("subject", "text")), revision, {"subject": subject, "text": text})
    campaign.subject, campaign.text = subject, text
    campaign.save(update_fields=["subject", "text"])
    return campaign


@transaction.atomic
def remove_campaign(*, actor: Actor, campaign: Campaign, at: datetime) -> None:
    if not policy.can_draft(actor.roles):
        raise NotAllowed(_("Letters are written by facilitators and administrators."))
    campaign = _locked(campaign.pk)
    if campaign.state != Campaign.State.DRAFT:
        raise DomainError(_("Only a draft can be removed: what left stays on the record."))
    _audit(actor, acts.LETTER_REMOVED, campaign, at)
    campaign.delete()


@transaction.atomic
def schedule_campaign(
    *, actor: Actor, campaign: Campaign, on: date, at: datetime, revision: str | None = None
) -> Campaign:
    """Have it leave on a day, in the words that were read; today means within minutes."""
    campaign = _locked(campaign.pk)
    stage = campaign.programme.stage(at)
    if not policy.can_send(actor.roles, stage, campaign.kind):
        raise NotAllowed(
            _(
                "Invitations leave once the programme is launched and until it closes, reminders "
                "while it is open; facilitators and administrators send them."
            )
        )
    if campaign.state == Campaign.State.SCHEDULED and campaign.scheduled_on == on:
        return campaign  # pressed twice
    if campaign.state != Campaign.State.DRAFT:
        raise DomainError(_("This letter is scheduled already."))
    check(shown(campaign, ("subject", "text")), revision, {})
    if on < day_of(at):
        raise DomainError(_("That day is over. Choose today or a later one."))
    closes = campaign.programme.closes_at
    if campaign.kind != Campaign.Kind.NEWS and closes and on > day_of(closes):
        raise DomainError(_("The programme is closed by then. Choose an earlier day."))
    if reason := addressees.too_few(campaign):
        k = campaign.programme.organisation.smallest_group
        raise DomainError(why_too_few(reason, k))
    if campaign.kind == Campaign.Kind.REMINDER:
        earlier = Campaign.objects.filter(programme=campaign.programme, number__gt=0)
        campaign.number = earlier.count() + 1
    campaign.scheduled_on, campaign.state = on, Campaign.State.SCHEDULED
    campaign.save(update_fields=["scheduled_on", "state", "number"])
    _audit(actor, acts.LETTER_SCHEDULED, campaign, at)
    return campaign


@transaction.atomic
def stop_campaign(*, actor: Actor, campaign: Campaign, at: datetime) -> int:
    """Back to a draft before anything was written; later, what has not left is taken back.

    Those people count as not written to, and can be invited again; how many they are.
    """
    if not policy.can_stop(actor.roles):
        raise NotAllowed(_("Letters are stopped by facilitators and administrators."))
    campaign = _locked(campaign.pk)
    if campaign.state == Campaign.State.SCHEDULED:
        campaign.state, campaign.scheduled_on = Campaign.State.DRAFT, None
        campaign.save(update_fields=["state", "scheduled_on"])
        _audit(actor, acts.LETTER_UNSCHEDULED, campaign, at)
        return 0
    if campaign.state not in {Campaign.State.QUEUEING, Campaign.State.QUEUED}:
        raise DomainError(_("There is nothing to stop."))
    campaign.state = Campaign.State.STOPPED
    campaign.save(update_fields=["state"])
    batch = post.open_batch(
        owner=campaign.pk, purpose=PURPOSE, at_most_once=carries_codes(campaign)
    )
    taken_back = recalling.take_back(
        campaign,
        batch,
        has_codes=carries_codes(campaign),
        needs_company=addressees.needs_company(campaign),
    )
    _audit(actor, acts.LETTER_STOPPED, campaign, at)
    return taken_back


def send_test(*, actor: Actor, campaign: Campaign, at: datetime) -> None:
    """The letter as people get it, to oneself, with a link that lets nobody in."""
    if not policy.can_draft(actor.roles) or actor.user is None:
        raise NotAllowed(_("Tests go to facilitators and administrators."))
    if not settings.EMAIL_IS_CONFIGURED:
        raise DomainError(_("This installation has no mail server yet. Ask whoever runs it."))
    message = preview(campaign, to=actor.user.email)
    message_id = f"<{uuid.uuid4().hex}@test.invalid>"
    reply = post.send_now(message, message_id)
    if reply.answer is not post.SmtpAnswer.SENT:
        raise DomainError(_why_no_test(reply))
    with transaction.atomic():
        _audit(actor, acts.LETTER_TESTED, campaign, at)


def _why_no_test(reply: post.Reply) -> str:
    if reply.answer is post.SmtpAnswer.NO_MAILBOX:
        return _("The mail server says that there is no mailbox of your own address.")
    if reply.answer is post.SmtpAnswer.CANNOT:
        return _("The mail server cannot write to an address such as yours.")
    if reply.answer is post.SmtpAnswer.UNKNOWN:
        return _(
            "The line broke at the end: the test may have left or not. Look into your mailbox."
        )
    why = in_words(reply.trouble) if reply.trouble else ""
    return " ".join((_("The test did not leave."), why)).strip()


def preview(campaign: Campaign, *, to: str) -> Message:
    link = f"{settings.BASE_URL}{campaign.programme.front_path}?{TRIAL_LINK}"
    if not carries_codes(campaign) and not has_personal_links(campaign):
        link = open_link(campaign)
    return writing.letter(
        words_of(campaign), to=to, link=link, unsubscribe=f"{settings.BASE_URL}/unsubscribe/test/"
    )


def words_of(campaign: Campaign) -> Words:
    programme = campaign.programme
    with programme.in_its_language():
        closes = closing(programme.closes_at) if programme.closes_at else _("later")
        why = _("You get this because %(organisation)s invited you to “%(programme)s”.") % {
            "organisation": programme.organisation.name,
            "programme": programme.name,
        }
    return writing.fill(
        subject=campaign.subject,
        text=campaign.text,
        footer=why,
        values={
            "programme": programme.name,
            "organisation": programme.organisation.name,
            "closes": closes,
        },
        language=programme.language,
    )


def open_link(campaign: Campaign) -> str:
    link = f"{settings.BASE_URL}{campaign.programme.front_path}"
    return f"{link}?via={campaign.channel.code}" if campaign.channel else link


def carries_codes(campaign: Campaign) -> bool:
    """Invitations, and letters to those who asked for a new code: none can be repeated."""
    is_anonymous = members.mode_of(campaign.programme_id) == members.ANONYMOUS
    return is_anonymous and campaign.kind in {Campaign.Kind.INVITATION, Campaign.Kind.REQUESTED}


def has_personal_links(campaign: Campaign) -> bool:
    is_confidential = members.mode_of(campaign.programme_id) == members.CONFIDENTIAL
    return is_confidential and campaign.kind != Campaign.Kind.NEWS


def find(campaign_id: UUID) -> Campaign | None:
    found = Campaign.objects.select_related("programme__organisation", "channel")
    return found.filter(pk=campaign_id).first()


def _locked(campaign_id: UUID) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",))
    return rows.select_related("programme__organisation", "channel").get(pk=campaign_id)


def email_channel(programme: Programme) -> Channel:
    """The channel by which letters are counted, made with the first one."""
    with programme.in_its_language():
        name = _("E-mail")
    return Channel.objects.get_or_create(
        programme=programme, code=EMAIL_CHANNEL, defaults={"name": name}
    )[0]


def _audit(actor: Actor, act: Act, campaign: Campaign, at: datetime) -> None:
    record_audit(
        actor,
        act,
        at,
        lambda: f"{Campaign.Kind(campaign.kind).label}: {campaign.subject}",
        programme=campaign.programme,
    )
