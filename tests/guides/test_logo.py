"""The organisation's picture on the cover: frozen with the guide, beside it in the folder."""

import io
import json

import pytest
from PIL import Image

from folkmoot.accounts.policy import Role
from folkmoot.guides import queries, services
from folkmoot.guides.models import Guide
from folkmoot.guides.publishing import write_site
from folkmoot.programmes.services import remove_logo, set_logo
from tests.conftest import NOON

PUBLIC = "/p/northmoor/safer-wards/guide/"
PREVIEW = "/staff/northmoor/safer-wards/guide/preview/"


def picture(colour):
    file = io.BytesIO()
    Image.new("RGB", (60, 20), colour).save(file, "PNG")
    file.seek(0)
    return file


@pytest.fixture
def logo(programme, facilitator):
    set_logo(actor=facilitator, programme=programme, picture=picture("navy"), at=NOON)
    return programme


@pytest.fixture
def guide(logo, facilitator, framework):
    framework.programme.refresh_from_db()
    return services.publish_guide(actor=facilitator, framework=framework, at=NOON)


def test_the_cover_of_a_guide_shows_the_logo(client, guide):
    assert f'<img src="{PUBLIC}style/logo.png" alt="">' in client.get(PUBLIC).content.decode()

    answer = client.get(PUBLIC + "style/logo.png")
    assert Image.open(io.BytesIO(answer.content)).size == (60, 20)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_logo_lies_in_the_guides_folder(tmp_path, guide):
    write_site(guide, tmp_path / "guide")

    assert 'src="style/logo.png"' in (tmp_path / "guide/index.html").read_text(encoding="utf-8")
    with Image.open(tmp_path / "guide/style/logo.png") as logo:
        assert logo.size == (60, 20)


def test_a_logo_changed_later_shows_when_the_guide_is_published_again(
    client, guide, logo, facilitator
):
    before = client.get(PUBLIC + "style/logo.png").content
    remove_logo(actor=facilitator, programme=logo, at=NOON)

    assert client.get(PUBLIC + "style/logo.png").content == before


def test_a_preview_shows_the_logo_of_now(signed_in, guide):
    browser = signed_in(Role.SPONSOR)

    assert f'src="{PREVIEW}logo.png"' in browser.get(PREVIEW).content.decode()
    assert browser.get(PREVIEW + "logo.png").status_code == 200


def test_without_one_there_is_no_picture(client, facilitator, framework):
    services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    assert "<img" not in client.get(PUBLIC).content.decode()
    assert client.get(PUBLIC + "style/logo.png").status_code == 404


def test_a_file_that_got_lost_costs_the_picture_only(client, logo, facilitator, framework):
    logo.logo.storage.delete(logo.logo.name)
    framework.programme.refresh_from_db()

    services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    assert client.get(PUBLIC).status_code == 200


def test_a_guide_published_before_guides_had_logos_still_opens(client, guide):
    del guide.document["cover"]["logo"]
    Guide.objects.filter(pk=guide.pk).update(document=guide.document)

    assert client.get(PUBLIC).status_code == 200


def test_the_table_for_machines_holds_no_picture(guide):
    told = json.dumps(queries.to_public_json(queries.document_of(guide)))

    assert "logo" not in told
