from datetime import date

from folkmoot.participants import queries, services
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Channel


def test_arrivals_count_by_channel_without_rehearsals(programme):
    poster = Channel.objects.create(programme=programme, name="Poster", code="poster")
    days = [date(2030, 5, 1)] * 3
    services.add_voices(programme=programme, joined_on=days, channels=[poster, poster, None])
    Participant.objects.create(programme=programme, joined_on=days[0], is_practice=True)

    assert queries.arrivals(programme.pk) == {poster.pk: 2, None: 1}


def test_a_rehearsal_is_cleared_away(programme):
    Participant.objects.create(programme=programme, joined_on=date(2030, 5, 1), is_practice=True)
    services.erase_practice(programme.pk)

    assert not Participant.objects.exists()


def test_nothing_in_the_table_could_name_a_person():
    assert {field.name for field in Participant._meta.fields} == {
        "id",
        "programme",
        "joined_on",
        "key_hash",
        "has_new_key",
        "channel",
        "is_practice",
    }
