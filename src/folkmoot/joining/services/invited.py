"""Letting in those who were invited: one person, one voice."""

import random
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError
from folkmoot.joining import keys
from folkmoot.joining.models import JoiningCode, Mode, SealedLink, UsedLink
from folkmoot.joining.queries.joining_settings import mode_of
from folkmoot.joining.services import codes
from folkmoot.joining.services.list_traces import forget_traces
from folkmoot.joining.services.voices import Answers, NewVoice, NotOpen, new_voice, return_with_key
from folkmoot.members.models import Invitee
from folkmoot.programmes.models import Channel, Programme, Stage
from folkmoot.programmes.services import lock

USED, CODE = "used-link", "joining-code"
ADDRESS, PERSON = "address", "invitee"


class UnknownCode(DomainError):
    """``is_guess`` where it was well formed and yet nobody's: worth counting."""

    def __init__(self, message: str, *, is_guess: bool) -> None:
        self.is_guess = is_guess
        super().__init__(message)


class AlreadyUsed(DomainError):
    pass


@transaction.atomic
def draw_codes(programme: Programme, number: int) -> list[str]:
    """New single-use codes, in no order; only a keyed hash of each is kept.

    Drawn in one statement: neither place nor transaction tells the codes of a draw apart.
    """
    if mode_of(programme.pk) != Mode.ANONYMOUS:
        raise DomainError(_("Joining codes belong to programmes that are joined anonymously."))
    drawn = [codes.new_return_key() for _ in range(number)]
    rows = [
        JoiningCode(
            id=keys.row_id(programme.pk, CODE, code.encode()),
            programme=programme,
            code_hash=keys.digest(programme.pk, CODE, code.encode()),
        )
        for code in drawn
    ]
    JoiningCode.objects.bulk_create(sorted(rows, key=lambda row: row.pk), batch_size=2000)
    return [codes.show_key(code) for code in drawn]


def personal_links(programme: Programme, invitee_ids: Iterable[int]) -> dict[int, str]:
    """Each invitee's own link; nothing is stored, and asking again gives the same one."""
    if mode_of(programme.pk) != Mode.CONFIDENTIAL:
        raise DomainError(_("Personal links belong to programmes that are joined confidentially."))
    start = f"{settings.BASE_URL}{programme.front_path}link/"
    return {
        invitee: f"{start}{codes.show_personal(keys.personal_code(programme.pk, invitee))}/"
        for invitee in invitee_ids
    }


def check_code(*, programme: Programme, code: str, at: datetime) -> str:
    """Look without using: the cleaned code, or the refusal that `redeem` would give."""
    _check_open(programme, at)
    cleaned = codes.clean_code(code)
    if mode_of(programme.pk) == Mode.CONFIDENTIAL:
        _check_personal(programme, cleaned)
    else:
        _code_row(programme, cleaned)
    return cleaned


@transaction.atomic
def redeem(
    *,
    programme: Programme,
    code: str,
    at: datetime,
    channel: Channel | None = None,
    answers: Answers | None = None,
    seed: bytes | None = None,
) -> NewVoice:
    """A voice for a joining code or personal link, which then opens nothing more.

    But for the same try (``seed``), which is given its voice and key once more.
    Raises NotOpen, UnknownCode and AlreadyUsed, each with what to do next.
    """
    programme = lock(programme.pk, no_key=True)
    cleaned = codes.clean_code(code)
    made = return_with_key(programme=programme, seed=seed, code=cleaned)
    if made is not None:
        return made
    _check_open(programme, at)
    voice = partial(
        new_voice,
        programme=programme,
        at=at,
        channel=channel,
        answers=answers,
        seed=seed,
        code=cleaned,
    )
    if mode_of(programme.pk) == Mode.CONFIDENTIAL:
        invitee, used = _check_personal(programme, cleaned)
        try:
            with transaction.atomic():
                UsedLink.objects.create(id=used, programme=programme)
        except IntegrityError:  # the same link twice, at the same moment
            raise _used_already() from None
        joined = voice()
        sealed = keys.seal(programme.pk, joined.participant.pk, invitee)
        SealedLink.objects.create(participant=joined.participant, sealed=sealed)
        return joined
    row = _code_row(programme, cleaned)
    if not JoiningCode.objects.filter(pk=row.pk).delete()[0]:
        raise _no_such_code()  # somebody else was quicker with the same code
    return voice()


@transaction.atomic
def mark_joined(programme: Programme) -> int:
    """Tell the list of the invited who has joined, in groups of at least k; how many.

    Only before reminders, and smaller groups wait for more: a list that changed for one
    person between two backups would name whose the one new voice is. Nor are fewer than k left
    unmarked, or the next voices would be theirs: some of those who joined, drawn by lot, are
    reminded though they did. What dates one of them on the list goes (`list_traces`).
    """
    if mode_of(programme.pk) != Mode.CONFIDENTIAL or not keys.exists(programme.pk):
        return 0
    used = set(UsedLink.objects.filter(programme=programme).values_list("pk", flat=True))
    k = programme.organisation.smallest_group
    waiting = Invitee.objects.filter(programme=programme, has_joined=False).order_by("pk")
    newly, others = [], 0
    for invitee, address, day in waiting.values_list(
        "pk", "member__address", "invited_on"
    ).iterator():
        if not used.isdisjoint(_used_ids(programme, invitee, address)):
            newly.append(invitee)
        else:
            others += day is not None
    if 0 < others < k:
        newly = random.SystemRandom().sample(newly, max(len(newly) - (k - others), 0))
    if len(newly) < k:
        return 0
    for start in range(0, len(newly), 500):
        Invitee.objects.filter(pk__in=newly[start : start + 500]).update(has_joined=True)
    forget_traces(programme)
    return len(newly)


def _check_open(programme: Programme, at: datetime) -> None:
    if programme.stage(at) is not Stage.OPEN:
        raise NotOpen(_("This programme is not open for joining now."))
    if mode_of(programme.pk) == Mode.OPEN:
        raise DomainError(_("Nobody needs a code here: join on the front page."))
    if not keys.exists(programme.pk):
        raise NotOpen(
            _(
                "Nobody can join any more: the key that checks invitations has been destroyed. "
                "Whoever has joined carries on as before."
            )
        )


def _check_personal(programme: Programme, code: str) -> tuple[int, int]:
    """The invitee behind a personal link, and the row that its use will have.

    Raises UnknownCode and AlreadyUsed.
    """
    invitee, address = None, None
    if codes.is_personal(code):
        invitee = keys.invitee_of(programme.pk, codes.read_personal(code))
    if invitee is not None:
        invited = Invitee.objects.filter(programme=programme, pk=invitee)
        address = invited.values_list("member__address", flat=True).first()
    if invitee is None or address is None:
        raise UnknownCode(
            _(
                "This link is not complete, or is for another programme. Open the one in your "
                "invitation again, or copy all of it."
            ),
            is_guess=bool(code),
        )
    ids = _used_ids(programme, invitee, address)
    if UsedLink.objects.filter(pk__in=ids).exists():
        raise _used_already()
    return invitee, ids[0]


def _code_row(programme: Programme, code: str) -> JoiningCode:
    """Found by its keyed hash: how long that takes tells nothing of how near a guess was."""
    if len(code) != codes.KEY_CHARACTERS + 1:
        raise UnknownCode(
            _(
                "A joining code has 14 letters and digits, such as 7k2mx-9qxrw-w4td, and never "
                "0, 1, i, l or o. Check what you typed."
            ),
            is_guess=False,
        )
    if not codes.is_well_formed(code):
        raise UnknownCode(
            _("One of the characters is not right. Check what you typed."), is_guess=False
        )
    row = JoiningCode.objects.filter(
        programme=programme, code_hash=keys.digest(programme.pk, CODE, code.encode())
    ).first()
    if row is None:
        raise _no_such_code()
    return row


def _no_such_code() -> UnknownCode:
    return UnknownCode(
        _(
            "That code has been used, or never existed. If you joined before, use your return key. "
            "If somebody forwarded you their invitation, ask for one of your own: a code lets one "
            "person in."
        ),
        is_guess=True,
    )


def _used_already() -> AlreadyUsed:
    return AlreadyUsed(
        _(
            "This link has been used. If that was you, use your return key. If somebody forwarded "
            "you their invitation, ask for one of your own: a link lets one person in."
        )
    )


def _used_ids(programme: Programme, invitee_id: int, address: str) -> tuple[int, int]:
    """Under which a used link is found: by the address, and as earlier versions wrote it.

    By the address, because an invitation that was erased and made again has another id; the
    person behind it has their voice already.
    """
    by_address = keys.row_id(programme.pk, USED, f"{ADDRESS}:{address}".encode())
    by_invitation = keys.row_id(programme.pk, USED, f"{PERSON}:{invitee_id}".encode())
    return by_address, by_invitation
