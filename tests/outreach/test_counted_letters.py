"""Letters with a way in of one's own are counted by their channel like any other link."""

import re

import pytest
from django.test import Client

from folkmoot.joining import services as joining
from folkmoot.joining.services import clean_code
from folkmoot.outreach.services import ways_in
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import ChannelDay
from tests.conftest import NOON
from tests.outreach.test_letters import bodies, code_in

pytestmark = pytest.mark.django_db
K = 10
FRONT = "/p/northmoor/safer-wards/"
INVITED = pytest.mark.parametrize("way", ["anonymous", "confidential"])
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def written(mode, invite, draft, send, sink):
    """``written("anonymous")``: the links in ten people's letters."""

    def make(way):
        mode(way)
        invite(K)
        send(draft())
        return [re.search(r"https?://\S+", body)[0] for body in bodies(sink)]

    return make


def opened(client, link):
    path = link.partition("8000")[2].partition("#")[0]
    page = client.get(path).content.decode()
    return page, dict(HIDDEN.findall(page))


def visits():
    return sum(ChannelDay.objects.values_list("visits", flat=True))


@INVITED
def test_every_letter_carries_the_same_channel(written, way):
    links = written(way)

    assert len(set(links)) == K
    assert {re.search(r"\?(.*?)(#|$)", link)[1] for link in links} == {"via=e-mail"}


@INVITED
def test_opening_a_letter_s_link_counts_nothing_by_itself(written, way):
    link = written(way)[0]
    page, _ = opened(Client(), link)

    assert f'data-visit="{FRONT}visit/"' in page
    assert not visits()


@INVITED
def test_who_joins_by_a_letter_is_counted_once(written, way):
    link, client = written(way)[0], Client()
    _, fields = opened(client, link)
    assert fields["via"] == "e-mail"
    assert client.post(f"{FRONT}visit/", {"via": fields["via"]}).status_code == 204
    answer = client.post(f"{FRONT}join/", {**fields, "code": clean_code(link), "counted": "1"})

    assert answer.status_code == 200
    assert Participant.objects.get().channel.code == "e-mail"
    assert visits() == 1


def test_a_browser_without_scripts_is_counted_when_it_joins(written):
    link, client = written("confidential")[0], Client()
    _, fields = opened(client, link)
    client.post(f"{FRONT}join/", fields)

    assert visits() == 1


def test_a_mistyped_code_keeps_the_channel_and_is_not_counted_twice(written):
    written("anonymous")
    said = {"via": "e-mail", "counted": "1", "code": "abc"}
    page = Client().post(f"{FRONT}join/", said).content.decode()

    fields = dict(HIDDEN.findall(page))
    assert (fields["via"], fields["counted"]) == ("e-mail", "1")
    assert "data-visit" not in page


@INVITED
def test_a_whole_link_pasted_with_its_channel_lets_in(written, way, programme):
    link = written(way)[0]

    for pasted in (link, f" {link} ", f"{link} (your code: something)"):
        joining.check_code(programme=programme, code=pasted, at=NOON)


def test_the_code_of_a_letter_is_found_with_a_channel_and_without(written, sink):
    written("anonymous")
    body = bodies(sink)[0]

    assert ways_in.code_in(body) == code_in(body)
    assert ways_in.code_in(body.replace("?via=e-mail", "")) == code_in(body)
