"""What was asked on joining becomes the first edition, in the migrations that make them.

Definitions are the code of today, not copied here: what it writes is what it has to read, and
`canonical` promises the same bytes in every version. tests/config/test_upgrade.py holds both.
"""

from typing import Any
from uuid import UUID

from django.apps.registry import Apps

from folkmoot.questions.definitions import (
    NoAnswer,
    OneOf,
    Option,
    Question,
    canonical,
    sha256_of,
    simple,
)


def freeze(apps: Apps, rows: Any) -> None:
    """``rows``: questions on joining, in their order. They keep the ids that answers point to."""
    Edition = apps.get_model("questions", "Edition")
    asked: dict[UUID, list[Question]] = {}
    for row in rows:
        options = tuple(Option(f"({o})" if o in set(NoAnswer) else o, o) for o in row.options)
        kind = OneOf(options, is_dropdown=len(options) > 8)
        question = Question(str(row.pk), row.text, kind, can_decline=True)
        asked.setdefault(row.programme_id, []).append(question)
    for programme, questions in asked.items():
        text = canonical(simple(*questions))
        Edition.objects.create(
            programme_id=programme,
            series=programme,
            number=1,
            definition=text,
            sha256=sha256_of(text),
        )
