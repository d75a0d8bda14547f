"""What the tables of the crowd must not be able to hold."""

import pytest
from django.apps import apps
from django.db import models

from folkmoot.joining.services import crowd_tables

KNOW_MEMBERS_OR_VOICES = ("members", "participants", "joining")


@pytest.mark.parametrize("model", crowd_tables(), ids=lambda model: model._meta.label)
def test_no_table_of_the_crowd_counts_up(model):
    assert not isinstance(model._meta.pk, models.AutoField | models.BigAutoField)


@pytest.mark.parametrize("room", KNOW_MEMBERS_OR_VOICES)
def test_nothing_that_knows_people_knows_a_time(room):
    times = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField | models.TimeField)
    ]
    assert not times


def test_everything_that_hangs_on_a_voice_is_shuffled():
    from folkmoot.participants.models import Participant

    hanging = {relation.related_model for relation in Participant._meta.related_objects}

    assert hanging <= set(crowd_tables())
