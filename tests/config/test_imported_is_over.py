"""What is brought in is over: nobody joins it by accident, also where it was said today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.core.tables import ReadReport
from folkmoot.operations.importing.answers import read_answers
from folkmoot.operations.importing.saving import save_answers
from folkmoot.programmes.models import Programme, Stage


@pytest.mark.parametrize("day", [None, 0, 40], ids=["undated", "today", "long ago"])
def test_a_programme_made_by_an_import_lets_nobody_in(organisation, client, tmp_path, day):
    now = timezone.now()
    said = (now - timedelta(days=day or 0)).date()
    path = tmp_path / "answers.csv"
    path.write_text(f"said,on\nWarm food,{said}\nMore lifts,{said}\n")
    columns = {"date_column": "on"} if day is not None else {}
    found = read_answers(path, text_columns=("said",), report=ReadReport(), **columns)
    save_answers(name="Wards", questions=["What?"], found=found, segments=[], source="", at=now)

    programme = Programme.objects.get(name="Wards")
    assert programme.stage(timezone.now()) is Stage.CLOSED
    assert programme.opens_at < programme.closes_at
    assert "Join anonymously" not in client.get(f"/p/{organisation.slug}/wards/").content.decode()
