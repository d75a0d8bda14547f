"""Segments of people who spoke elsewhere: shortened before they are stored, as on joining."""

from collections.abc import Mapping, Sequence

import numpy as np
from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError
from folkmoot.core.text import usable_line
from folkmoot.joining.models import GatewayQuestion
from folkmoot.joining.queries.gateway import code_of
from folkmoot.joining.services.gateway import freeze_questions
from folkmoot.joining.services.generalisation import shortened
from folkmoot.participants.models import Segment
from folkmoot.participants.queries import UNSAID
from folkmoot.programmes.models import Programme


def import_segments(
    *, programme: Programme, questions: Sequence[str], said: Mapping[int, Sequence[str]]
) -> None:
    """One question for each column, and of each voice the values that k voices share.

    ``said`` maps a voice's id to its values in the order of the questions, "" where unsaid. The
    last values are left out first, until each pattern is held by k voices or by none.
    """
    if not programme.is_imported:
        raise DomainError(
            _(
                "Segments can be imported only into a programme that an import made: beside people "
                "who join, they would tell these apart. Name a new programme."
            )
        )
    texts = [usable_line(text, 200) for text in questions]
    if GatewayQuestion.objects.filter(programme=programme).exists():
        raise DomainError(_("This programme has segments already. Import into a new programme."))
    voices = list(said)
    columns = [
        [code_of(value) for value in column]
        for column in zip(*(said[voice] for voice in voices), strict=True)
    ]
    options = [sorted(set(column) - {""}) for column in columns]
    codes = np.array(
        [
            [values.index(value) if value else UNSAID for value in column]
            for values, column in zip(options, columns, strict=True)
        ],
        np.int16,
    ).T
    kept = shortened(codes, programme.organisation.smallest_group)
    rows = []
    for place, (text, values) in enumerate(zip(texts, options, strict=True)):
        stored = sorted(set(kept[:, place].tolist()) - {UNSAID})
        if not stored:
            continue
        question = GatewayQuestion.objects.create(
            programme=programme, text=text, options=[values[v] for v in stored], position=place
        )
        rows += [
            Segment(participant_id=voice, question=question.pk, value=values[code])
            for voice, code in zip(voices, kept[:, place].tolist(), strict=True)
            if code != UNSAID
        ]
    freeze_questions(programme)
    Segment.objects.bulk_create(sorted(rows, key=lambda row: row.pk), batch_size=5000)
