"""All that is known of a person, in words: for a table, and for a letter to themselves."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from folkmoot.members import registry
from folkmoot.members.models import Invitee, Member

OWN = ("joined", "reminders", "new_code")
NOT_TOLD = ("asked_for_code",)  # the words say it


@dataclass(frozen=True, slots=True)
class Invitation:
    """``attributes`` is None where there are none, or a mode forbids to keep or to tell them.

    The last three are for the person alone, and None in what staff are handed: whether they
    joined (known in the confidential mode until its key is destroyed), how often they were
    reminded (there it is not kept), and what became of asking for another code.
    """

    programme: str
    written_to_first_on: str | None
    attributes: dict[str, str] | None
    joined: bool | None = None
    reminders: int | None = None
    new_code: str | None = None
    asked_for_code: bool = False

    def as_dict(self) -> dict[str, object]:
        held = asdict(self)
        return {name: held[name] for name in held if _is_disclosed(name, held[name])}


@dataclass(frozen=True, slots=True)
class Known:
    """``left_out`` says in words what staff may not hand out; empty in the person's letter."""

    organisation: str
    address: str
    asked_to_be_left_alone: bool
    letters_came_back: bool
    invitations: tuple[Invitation, ...]
    left_out: tuple[str, ...] = ()
    cannot_know: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        held = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return held | {"invitations": [one.as_dict() for one in self.invitations]}

    def as_rows(self) -> list[tuple[str, str, str]]:
        """(about, what, value) for a table."""
        person = _("The person")
        rows = [
            (_("About"), _("What"), _("Value")),
            (person, self.organisation, self.address),
            (person, _("Asked to be left alone"), _yes(self.asked_to_be_left_alone)),
            (person, _("Letters came back"), _yes(self.letters_came_back)),
        ]
        for one in self.invitations:
            day = one.written_to_first_on or _("not yet")
            rows.append((one.programme, _("First written to on"), day))
            rows += [(one.programme, name, value) for name, value in (one.attributes or {}).items()]
        rows += [(_("Left out here"), "", reason) for reason in self.left_out]
        return rows + [(_("What we cannot know"), "", reason) for reason in self.cannot_know]


def _is_disclosed(name: str, value: object) -> bool:
    return name not in NOT_TOLD and (name not in OWN or value is not None)


def _yes(fact: bool) -> str:
    return _("yes") if fact else _("no")


def known_of(member: Member) -> Known:
    """What staff may hand out: the columns that are the person's own are not even read."""
    invited = Invitee.objects.filter(member=member).order_by("programme__name")
    found = invited.values_list("programme_id", "programme__name", "invited_on", "attributes")
    return _known(
        member,
        [
            Invitation(name, _day(on), None if registry.forgets_traces(programme) else held)
            for programme, name, on, held in found
        ],
        left_out=(_left_out(),),
    )


def all_of(member: Member) -> Known:
    """Everything, for a letter to the person's own address and for nothing else."""
    invited = Invitee.objects.filter(member=member).select_related("programme")
    return _known(
        member,
        [
            Invitation(
                programme=one.programme.name,
                written_to_first_on=_day(one.invited_on),
                attributes=one.attributes,
                joined=one.has_joined,
                reminders=None if registry.forgets_traces(one.programme_id) else one.reminders,
                new_code=_new_code(one.new_code),
                asked_for_code=one.new_code != Invitee.NewCode.NEVER,
            )
            for one in invited.order_by("programme__name")
        ],
    )


def _known(
    member: Member, invitations: list[Invitation], *, left_out: tuple[str, ...] = ()
) -> Known:
    return Known(
        organisation=member.organisation.name,
        address=member.address,
        asked_to_be_left_alone=member.is_opted_out,
        letters_came_back=member.has_bounced,
        invitations=tuple(invitations),
        left_out=left_out,
        cannot_know=_cannot_know(),
    )


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _new_code(asked: int) -> str:
    """What became of asking for another code."""
    return {
        Invitee.NewCode.NEVER: _("not asked for"),
        Invitee.NewCode.ASKED: _("asked for"),
        Invitee.NewCode.DEALT: _("sent"),
    }[Invitee.NewCode(asked)]


def _left_out() -> str:
    return _(
        "Whether this person joined, how often they were reminded, whether they asked for another "
        "joining code, and, where people join confidentially, their attributes, which go once "
        "they have joined: nobody of staff may learn it. It goes to their own address alone."
    )


def _cannot_know() -> tuple[str, ...]:
    return (
        _(
            "What this person said, if they took part: voices are kept without names, and nothing "
            "here leads from an address to a voice."
        ),
        _(
            "Letters on their way: they wait encrypted, are deleted once sent, and cannot be "
            "searched."
        ),
        _(
            "Where people join confidentially: on which day this person's own first letter was "
            "written, and how often they were reminded. The list keeps for everybody the day of "
            "the programme's first letters, and counts no reminders."
        ),
        _("Records of mail servers and of the network, which are kept by those who run them."),
        _("Where a mailbox is: we know the address alone, not who reads it."),
    )
