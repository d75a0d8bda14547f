import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from folkmoot.accounts.policy import Role
from folkmoot.programmes import services
from tests.conftest import NOON

PAGE = "/staff/northmoor/safer-wards/branding/"


def picture(kind="PNG", size=(40, 20), mode="RGB", **options):
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind, **options)
    file.seek(0)
    return file


def upload(actor, programme, file):
    return services.set_logo(actor=actor, programme=programme, picture=file, at=NOON)


def kept(programme):
    with programme.logo.open("rb") as file:
        return file.read()


class TestLogo:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
    def test_becomes_a_png_whatever_it_was(self, programme, facilitator, kind):
        upload(facilitator, programme, picture(kind))

        assert Image.open(io.BytesIO(kept(programme))).format == "PNG"

    def test_loses_everything_but_its_pixels(self, programme, facilitator):
        told = PngInfo()
        told.add_text("Author", "somebody")
        upload(facilitator, programme, picture(pnginfo=told))

        assert b"somebody" not in kept(programme)

    def test_is_made_small_enough_to_load_fast(self, programme, facilitator):
        upload(facilitator, programme, picture(size=(3000, 1500)))

        assert Image.open(io.BytesIO(kept(programme))).size == (480, 240)

    def test_a_new_one_replaces_the_old_file(
        self, programme, facilitator, django_capture_on_commit_callbacks
    ):
        upload(facilitator, programme, picture())
        old, storage = programme.logo.name, programme.logo.storage

        with django_capture_on_commit_callbacks(execute=True):
            upload(facilitator, programme, picture())

        assert not storage.exists(old)
        assert storage.exists(programme.logo.name)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "empty"),
            (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "SVG"),
            (b"GIF89a<script>alert(1)</script>", "cannot read"),
            (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "cannot read"),
            (b"%PDF-1.7", "cannot read"),
            (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        ],
    )
    def test_what_is_no_picture_is_refused_with_the_reason(
        self, programme, facilitator, content, said
    ):
        with pytest.raises(services.BadLogo, match=said):
            upload(facilitator, programme, io.BytesIO(content))

        assert not programme.logo

    def test_a_file_that_claims_to_be_huge_is_refused_unread(self, programme, facilitator):
        header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
        body = b"IHDR" + header
        chunk = struct.pack(">I", len(header)) + body + struct.pack(">I", zlib.crc32(body))
        bomb = b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 10) + b"IDAT" + bytes(14)

        with pytest.raises(services.BadLogo, match="16 million"):
            upload(facilitator, programme, io.BytesIO(bomb))

    def test_a_file_cut_short_is_refused(self, programme, facilitator):
        half = picture(size=(400, 400)).read()[:-200]

        with pytest.raises(services.BadLogo):
            upload(facilitator, programme, io.BytesIO(half))


class TestPages:
    def send(self, client, content, name="logo.png"):
        file = SimpleUploadedFile(name, content, content_type="image/png")
        return client.post(PAGE + "logo/", {"logo": file})

    def test_a_logo_is_served_with_rules_of_its_own(self, signed_in, client, programme):
        assert self.send(signed_in(Role.FACILITATOR), picture().read()).status_code == 302
        programme.refresh_from_db()
        url = "/p/northmoor/safer-wards/logo.png"

        r = client.get(f"{url}?v={programme.brand_version}")

        assert r["Content-Type"] == "image/png"
        assert r["X-Content-Type-Options"] == "nosniff"
        assert r["Content-Security-Policy"].startswith("default-src 'none'")
        assert "sandbox" in r["Content-Security-Policy"]
        assert "immutable" in r["Cache-Control"]
        assert "immutable" not in client.get(url)["Cache-Control"]

    def test_an_svg_is_refused_with_the_reason(self, signed_in, programme):
        r = self.send(signed_in(Role.FACILITATOR), b"<svg xmlns='x'></svg>", "logo.svg")

        assert r.status_code == 422
        assert "SVG pictures can carry scripts" in r.content.decode()

    def test_no_file_is_explained(self, signed_in, programme):
        r = signed_in(Role.FACILITATOR).post(PAGE + "logo/")

        assert r.status_code == 422
        assert "Choose a picture first." in r.content.decode()

    def test_a_logo_can_be_removed(self, signed_in, programme):
        client = signed_in(Role.FACILITATOR)
        self.send(client, picture().read())

        client.post(PAGE + "logo/", {"remove": "yes"})

        assert client.get("/p/northmoor/safer-wards/logo.png").status_code == 404

    def test_a_pale_colour_is_kept_and_explained(self, signed_in, client, programme):
        staff = signed_in(Role.FACILITATOR)

        staff.post(PAGE, {"colour": "#ffe08a", "partners": "The union"})

        assert "Too light for words" in staff.get(PAGE).content.decode()
        sheet = client.get("/p/northmoor/safer-wards/brand.css")
        assert sheet["Content-Type"].startswith("text/css")
        assert "--brand:#ffe08a" in sheet.content.decode()

    @pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "}body{display:none", ""])
    def test_what_is_no_colour_is_refused(self, signed_in, programme, colour):
        r = signed_in(Role.FACILITATOR).post(PAGE, {"colour": colour, "partners": "Kept"})

        assert r.status_code == 422
        assert "Kept" in r.content.decode()

    def test_a_draft_shows_its_brand_to_staff_alone(self, signed_in, client, draft_programme):
        url = "/p/northmoor/not-yet/brand.css"

        assert client.get(url).status_code == 404
        r = signed_in(Role.ANALYST).get(url)
        assert r.status_code == 200
        assert r["Cache-Control"] == "private, no-cache"
