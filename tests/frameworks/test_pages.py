import pytest
from django.urls import reverse

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Role
from folkmoot.frameworks import policy, services
from folkmoot.frameworks.models import Framework, Section, Statement
from tests.conftest import NOON

EDITOR = "/staff/northmoor/safer-wards/framework/"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "مرحبا بالعالم",
    "🏥👩‍⚕️ care",
    "x" * 900,
]


@pytest.mark.parametrize("role", list(Role))
def test_who_may_read_and_who_may_edit(role):
    readers = {"administrator", "facilitator", "analyst", "sponsor", "moderator"}
    writers = {"administrator", "facilitator", "analyst"}

    assert policy.can_read(frozenset({role})) == (role in readers)
    assert policy.can_edit(frozenset({role})) == (role in writers)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ANALYST, 302),
        (Role.FACILITATOR, 302),
        (Role.ADMINISTRATOR, 302),
        (Role.SPONSOR, 422),
        (Role.MODERATOR, 422),
        (Role.RESPONDER, 404),
        (Role.AMBASSADOR, 404),
    ],
)
def test_the_server_refuses_edits_by_role(signed_in, programme, framework, role, status):
    answer = signed_in(role).post(
        EDITOR + "sections/new/", {"revision": 1, "title": "Mine", "introduction": ""}
    )

    assert answer.status_code == status
    assert Section.objects.filter(title="Mine").exists() == (status == 302)


def test_strangers_are_asked_to_sign_in(client, programme):
    assert client.get(EDITOR).status_code == 302


def test_another_organisations_staff_find_nothing(client, staff, programme, statement):
    other = Organisation.objects.create(name="Elsewhere", slug="elsewhere")
    client.force_login(staff(Role.ADMINISTRATOR, at=other))

    assert client.get(EDITOR).status_code == 404
    assert client.get(f"{EDITOR}statements/{statement.pk}/").status_code == 404


def test_a_framework_is_begun_from_the_analysis(signed_in, programme, theme):
    browser = signed_in(Role.ANALYST)
    assert "Draft it from the analysis" in browser.get(EDITOR).content.decode()

    browser.post(EDITOR + "start/", {"from": "analysis", "title": "Calm care"})

    assert Section.objects.first().title == "Calm wards"
    assert "Worded by the analysis" in browser.get(EDITOR).content.decode()


def test_a_second_start_is_refused_with_the_reason(signed_in, programme, framework):
    answer = signed_in(Role.ANALYST).post(EDITOR + "start/", {"from": "blank"})

    assert answer.status_code == 422
    assert "has a framework already" in answer.content.decode()
    assert Framework.objects.count() == 1


def test_a_stale_form_keeps_what_was_typed_and_shows_what_stands(
    signed_in, analyst, programme, statement
):
    services.edit_statement(
        actor=analyst,
        statement=statement,
        revision=1,
        text="Theirs, saved first",
        explanation="",
        at=NOON,
    )
    browser = signed_in(Role.ANALYST)
    address = f"{EDITOR}statements/{statement.pk}/"
    typed = {"revision": 1, "text": "Mine, typed slowly", "explanation": ""}

    answer = browser.post(address, typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mine, typed slowly" in page
    assert "Theirs, saved first" in page
    assert browser.post(address, typed | {"revision": 2}).status_code == 302


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(signed_in, analyst, section, question, text):
    made = services.add_statement(actor=analyst, section=section, text=text, at=NOON)
    browser = signed_in(Role.ANALYST)

    for address in (EDITOR, f"{EDITOR}statements/{made.pk}/"):
        page = browser.get(address)
        assert page.status_code == 200
        assert b"<script>alert" not in page.content
        assert b"<img src=x" not in page.content


def test_evidence_is_found_chosen_and_cited(signed_in, programme, statement, ideas, theme):
    browser = signed_in(Role.ANALYST)
    address = f"{EDITOR}statements/{statement.pk}/"
    assert "More porters at night" in browser.get(address, {"q": "porters"}).content.decode()

    for cited in (
        {"kind": "quotes", "chosen": [str(ideas[1].pk)]},
        {"kind": "theme", "theme": str(theme.pk)},
        {"kind": "figures", "chosen": ["participation:took-part"]},
    ):
        assert browser.post(address + "evidence/", cited).status_code == 302

    assert statement.evidence.count() == 3


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kind": "nonsense"},
        {"kind": "quotes", "chosen": ["abc", "-1", "9" * 40, "１２"]},
        {"kind": "theme", "theme": "not-a-uuid"},
        {"kind": "figures", "chosen": ["support:nobody"]},
    ],
)
def test_malformed_choices_are_refused_in_words(signed_in, programme, statement, sent):
    answer = signed_in(Role.ANALYST).post(f"{EDITOR}statements/{statement.pk}/evidence/", sent)

    assert answer.status_code == 422
    assert "Choose" in answer.content.decode()


def test_removal_is_asked_about_first(signed_in, programme, statement):
    browser = signed_in(Role.ANALYST)
    address = f"{EDITOR}statements/{statement.pk}/remove/"

    assert "Remove this?" in browser.get(address).content.decode()
    assert Statement.objects.exists()
    browser.post(address, {"revision": 1})
    assert not Statement.objects.exists()


def test_a_reader_sees_the_evidence_and_no_buttons(signed_in, programme, statement):
    page = signed_in(Role.SPONSOR).get(f"{EDITOR}statements/{statement.pk}/").content.decode()

    assert "Every ward has a quiet hour." in page
    assert "Find evidence" not in page


@pytest.mark.parametrize("name", ["details", "new-section"])
def test_the_writing_pages_open(signed_in, programme, framework, name):
    address = reverse(f"frameworks:{name}", args=["northmoor", "safer-wards"])

    assert signed_in(Role.ANALYST).get(address).status_code == 200


class TestTheOtherDirection:
    def test_a_theme_leads_to_the_statements_that_rest_on_it(
        self, signed_in, analyst, programme, statement, theme
    ):
        services.cite_theme(actor=analyst, statement=statement, theme_id=theme.pk, at=NOON)

        page = signed_in(Role.ANALYST).get(
            reverse("analysis:theme", args=["northmoor", "safer-wards", theme.pk])
        )

        assert f'href="{EDITOR}#statement-{statement.pk}"' in page.content.decode()

    def test_a_ranked_idea_leads_to_the_statements_that_rest_on_it(
        self, signed_in, analyst, programme, statement, theme, ideas
    ):
        services.cite_figures(
            actor=analyst, statement=statement, keys=[f"support:{ideas[1].pk}"], at=NOON
        )

        page = signed_in(Role.ANALYST).get(
            reverse("analysis:ideas", args=["northmoor", "safer-wards", theme.run_id])
        )

        assert page.content.decode().count(f'href="{EDITOR}#statement-{statement.pk}"') == 1
