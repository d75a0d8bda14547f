"""The mandate as it stands, as it stood, and what changed between the two."""

import difflib
import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from folkmoot.accounts.models import User
from folkmoot.core.paging import Paged, paged
from folkmoot.programmes.models import (
    MandateComment,
    MandateSignature,
    MandateVersion,
    Programme,
)

FIELDS = ("pain_points", "promise", "invited", "answers_for")
LITTLE_IN_COMMON = 0.4
COMMENTS = 100  # on a page


@dataclass(frozen=True, slots=True)
class Signed:
    name: str
    job_title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MandatePage:
    """``version`` is None while nothing has been written."""

    version: MandateVersion | None
    signatures: tuple[Signed, ...]
    earlier_signatures: int
    comments: Paged[MandateComment]
    signed_by_me: bool

    @property
    def number(self) -> int:
        return self.version.number if self.version else 0

    @property
    def needs_new_signatures(self) -> bool:
        """Somebody signed an earlier version and nobody this one."""
        return bool(self.earlier_signatures) and not self.signatures


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: ``kind`` is "same", "added" or "removed"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldDiff:
    key: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class VersionDiff:
    number: int
    edited_at: datetime
    edited_by: str  # empty for the command line
    signatures: tuple[str, ...]
    fields: tuple[FieldDiff, ...]


def newest_version(programme: Programme) -> MandateVersion | None:
    return programme.mandates.order_by("-number").first()


def awaits_signature(programme: Programme, user: User) -> bool:
    """Whether the newest version promises something that this person has not signed yet."""
    theirs = MandateSignature.objects.filter(version=OuterRef("pk"), sponsor=user)
    newest = programme.mandates.order_by("-number").annotate(is_mine=Exists(theirs))
    found = newest.values_list("promise", "is_mine").first()
    return bool(found and found[0] and not found[1])


def mandate_page(*, programme: Programme, user: User | None, after: int = 0) -> MandatePage:
    """``after`` is the place at which its comments are read on."""
    versions = list(programme.mandates.order_by("-number").prefetch_related("signatures__sponsor"))
    newest = versions[0] if versions else None
    signatures = list(newest.signatures.all()) if newest else []
    signatures.sort(key=lambda signature: signature.at)
    earlier = sum(len(version.signatures.all()) for version in versions[1:])
    comments = programme.mandate_comments.select_related("author").order_by("-at", "-pk")
    return MandatePage(
        version=newest,
        signatures=tuple(Signed(str(s.sponsor), s.job_title, s.at) for s in signatures),
        earlier_signatures=earlier,
        comments=paged(comments, size=COMMENTS, after=after),
        signed_by_me=user is not None and any(s.sponsor_id == user.pk for s in signatures),
    )


def mandate_history(programme: Programme) -> list[VersionDiff]:
    """Newest first, each with what changed since the one before."""
    versions = list(
        programme.mandates.order_by("number")
        .select_related("edited_by")
        .prefetch_related("signatures__sponsor")
    )
    history = []
    before: MandateVersion | None = None
    for version in versions:
        fields = [
            FieldDiff(key, compare_texts(getattr(before, key, ""), getattr(version, key)))
            for key in FIELDS
            if getattr(before, key, "") != getattr(version, key)
        ]
        history.append(
            VersionDiff(
                number=version.number,
                edited_at=version.edited_at,
                edited_by=str(version.edited_by or ""),
                signatures=tuple(str(signature.sponsor) for signature in version.signatures.all()),
                fields=tuple(fields),
            )
        )
        before = version
    return history[::-1]


def compare_texts(before: str, after: str) -> tuple[Change, ...]:
    """What changed, word by word; texts with little in common are shown one after the other.

    >>> [(c.kind, c.text) for c in compare_texts("We do listen.", "We do answer.")]
    [('same', 'We do '), ('removed', 'listen.'), ('added', 'answer.')]
    """
    old, new = _words(before), _words(after)
    changes: list[Change] = []
    matcher = difflib.SequenceMatcher(a=old, b=new)
    if before and after and matcher.ratio() < LITTLE_IN_COMMON:
        return (Change("removed", before), Change("same", "\n"), Change("added", after))
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            changes.append(Change("same", "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            changes.append(Change("removed", "".join(old[old_from:old_to])))
        if new_to > new_from:
            changes.append(Change("added", "".join(new[new_from:new_to])))
    return tuple(changes)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text.replace("\r\n", "\n"))
