"""The two pages: who may see them, what they say, and what they cost."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from folkmoot.accounts.models import AuditEntry, Organisation
from folkmoot.accounts.policy import Role
from folkmoot.analysis import services
from folkmoot.analysis.models import Run, Theme
from folkmoot.workshops.models import Idea, Vote
from tests.conftest import NOON
from tests.editing import revision_on

LIVE, INSIGHT = "/staff/northmoor/safer-wards/live/", "/staff/northmoor/safer-wards/insight/"
READERS = {Role.ADMINISTRATOR, Role.SPONSOR, Role.FACILITATOR, Role.MODERATOR, Role.ANALYST}
ANALYSTS = {Role.ADMINISTRATOR, Role.FACILITATOR, Role.ANALYST}


def pages(run):
    theme = run.themes.first()
    return [
        LIVE,
        INSIGHT,
        f"{INSIGHT}runs/{run.pk}/",
        f"{INSIGHT}runs/{run.pk}/ideas/",
        f"{INSIGHT}runs/{run.pk}/ideas.csv",
        f"{INSIGHT}themes/{theme.pk}/",
    ]


@pytest.mark.parametrize("role", list(Role))
def test_only_readers_of_results_find_the_pages(analysed, signed_in, role):
    run, client = analysed(), signed_in(role)

    seen = {client.get(page).status_code for page in pages(run)}
    assert seen == ({200} if role in READERS else {404})


@pytest.mark.parametrize("role", list(Role))
def test_only_analysts_change_themes_and_analyse(analysed, signed_in, role):
    run, client = analysed(), signed_in(role)
    theme, other = run.themes.filter(parent=None)[:2]
    here = f"{INSIGHT}themes/{theme.pk}"
    acts = [
        client.post(f"{here}/rename/", {"name": "Phones"}),
        client.post(f"{here}/accept/"),
        client.post(f"{here}/merge/", {"into": str(other.pk)}),
        client.post(f"{INSIGHT}runs/{run.pk}/repeat/"),
    ]
    Run.objects.filter(state=Run.State.QUEUED).delete()
    acts.append(client.post(f"{INSIGHT}analyse/"))

    expected = 302 if role in ANALYSTS else 422 if role in READERS else 404
    assert {act.status_code for act in acts} == {expected}


def test_strangers_are_asked_to_sign_in(analysed):
    run = analysed()

    for page in pages(run):
        assert Client().get(page).headers["Location"].startswith(reverse("account_login"))


def test_another_organisation_does_not_exist_here(analysed, staff):
    run = analysed()
    elsewhere = Organisation.objects.create(name="Elsewhere", slug="elsewhere")
    client = Client()
    client.force_login(staff(Role.ADMINISTRATOR, at=elsewhere))

    assert {client.get(page).status_code for page in pages(run)} == {404}


def test_a_run_of_another_programme_does_not_exist_here(analysed, signed_in, draft_programme):
    run, client = analysed(), signed_in(Role.ANALYST)
    theme = run.themes.first()
    there = "/staff/northmoor/not-yet/insight/"

    assert client.get(f"{there}runs/{run.pk}/").status_code == 404
    assert client.get(f"{there}themes/{theme.pk}/").status_code == 404
    assert client.post(f"{there}themes/{theme.pk}/accept/").status_code == 404


def test_reading_needs_get_and_acting_needs_post(analysed, signed_in):
    run, client = analysed(), signed_in(Role.ANALYST)

    assert client.post(LIVE).status_code == 405
    assert client.get(f"{INSIGHT}analyse/").status_code == 405
    assert client.get(f"{INSIGHT}runs/{run.pk}/repeat/").status_code == 405


def test_an_empty_programme_says_so(signed_in, programme, workshop):
    client = signed_in(Role.ANALYST)

    assert "Nobody has contributed yet." in client.get(LIVE).content.decode()
    page = client.get(INSIGHT).content.decode()
    assert "Nothing has been analysed yet" in page
    assert "Analyse now" in page


def test_a_sponsor_is_not_offered_what_only_analysts_may_do(analysed, signed_in):
    run, client = analysed(), signed_in(Role.SPONSOR)

    assert "Analyse again" not in client.get(INSIGHT).content.decode()
    assert "Rename" not in client.get(pages(run)[-1]).content.decode()


def test_analysing_nothing_is_refused_with_the_next_step(signed_in, programme, workshop):
    answer = signed_in(Role.ANALYST).post(f"{INSIGHT}analyse/")

    assert answer.status_code == 422
    assert "once the first ideas are in" in answer.content.decode()


def test_the_live_page_counts_the_crowd(fill, signed_in):
    fill(ideas=40, people=60, comments=20)
    page = signed_in(Role.SPONSOR).get(LIVE).content.decode()

    assert "60 or more people have contributed so far." in page
    assert "40 ideas, 20 comments and 2,400 votes" in page
    assert "60 or more" in page


def test_the_live_page_says_one_of_something_as_one(fill, signed_in):
    fill(ideas=1, people=12, comments=1)
    page = signed_in(Role.SPONSOR).get(LIVE).content.decode()

    assert "1 idea, 1 comment and 12 votes" in page
    assert "1 ideas" not in page
    assert "1 comments" not in page


def test_people_by_question_count_in_whole_batches(fill, signed_in):
    fill(ideas=4, people=19, comments=0)
    page = signed_in(Role.SPONSOR).get(LIVE).content.decode()

    assert "10 or more" in page
    assert "19 or more" not in page


def test_live_and_analysis_leave_out_the_same(fill, signed_in, analyst, closed, programme):
    ideas = fill()
    Idea.objects.filter(pk=ideas[0].pk).update(is_hidden=True)
    run = services.analyse_now(actor=analyst, programme=programme, at=NOON)
    part = run.result["participation"]
    page = signed_in(Role.SPONSOR).get(LIVE).content.decode()

    assert f"{part['ideas']:,} ideas, {part['comments']:,} comments" in page
    assert f"{part['votes']:,} votes" in page


def test_a_live_page_that_did_not_change_is_not_sent_again(fill, signed_in):
    fill()
    client = signed_in(Role.SPONSOR)
    page = client.get(LIVE)
    etag = re.search(r'"If-None-Match": "(.+?)"}', page.content.decode())[1]
    etag = etag.replace("\\u0022", '"').replace("\\u002D", "-")
    again = client.get(LIVE, headers={"HX-Request": "true", "If-None-Match": etag})
    Vote.objects.all()[:1].get().delete()
    Idea.objects.update(agrees=7)
    changed = client.get(LIVE, headers={"HX-Request": "true", "If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert "<html" not in changed.content.decode()


def test_the_live_page_asks_a_fixed_number_of_questions(
    fill, signed_in, django_assert_max_num_queries
):
    fill(ideas=12, people=20)
    client = signed_in(Role.SPONSOR)
    client.get(LIVE)
    with django_assert_max_num_queries(18) as few:
        client.get(LIVE)
    fill(ideas=60, people=40, lot=64)
    with django_assert_max_num_queries(len(few)):
        client.get(LIVE)


def test_600_ideas_and_6000_votes_stay_within_the_budget(
    fill, signed_in, django_assert_max_num_queries
):
    fill(ideas=600, people=100, comments=400, share=0.1)
    client = signed_in(Role.SPONSOR)
    with django_assert_max_num_queries(18):
        assert client.get(LIVE).status_code == 200


def test_the_insight_page_asks_a_fixed_number_of_questions(
    analysed, signed_in, django_assert_max_num_queries
):
    run = analysed(ideas=60)
    client = signed_in(Role.SPONSOR)
    for page in (INSIGHT, *pages(run)[3:]):
        with django_assert_max_num_queries(16):
            client.get(page)


def test_the_insight_page_answers_in_order(analysed, signed_in):
    analysed()
    page = signed_in(Role.SPONSOR).get(INSIGHT).content.decode()
    headings = [
        "What do they think?",
        "People vote as 2 groups",
        "Who thinks alike?",
        "What group A believes",
        "What brings them together?",
        "What divides them?",
        "Which ideas can rely on support?",
        "What do they write about?",
        "How this was worked out",
        "All analyses",
    ]

    places = [page.index(heading) for heading in headings]
    assert places == sorted(places)


def test_what_was_taken_back_since_is_gone_from_every_page(analysed, signed_in):
    run, client = analysed(), signed_in(Role.ANALYST)
    gone = Idea.objects.get(pk=run.result["ideas"][0]["idea_id"])
    Idea.objects.filter(pk=gone.pk).update(is_withdrawn=True, text="I take this back")

    for page in pages(run):
        assert "I take this back" not in client.get(page).content.decode()


def test_hostile_words_are_shown_as_words(analysed, signed_in, fill, analyst, programme):
    ideas = fill()
    Idea.objects.filter(pk__in=[i.pk for i in ideas]).update(text="<script>alert(1)</script> عربي")
    Idea.objects.filter(pk=ideas[0].pk).update(text="another thing <b>said</b>")
    services.analyse_now(actor=analyst, programme=programme, at=NOON)
    client = signed_in(Role.SPONSOR)

    for page in (LIVE, INSIGHT):
        assert "<script>alert" not in client.get(page).content.decode()


def test_the_download_holds_no_formula_and_no_day(analysed, signed_in):
    run, client = analysed(), signed_in(Role.SPONSOR)
    first, second = (entry["idea_id"] for entry in run.result["ideas"][:2])
    Idea.objects.filter(pk=first).update(text='=HYPERLINK("http://evil.example","x")')
    Idea.objects.filter(pk=second).update(text="\uff0bcmd|' /c calc'!A0")
    text = client.get(pages(run)[4]).content.decode()

    assert "\"'=HYPERLINK(" in text
    assert "'\uff0bcmd" in text
    assert "2030-M05" in text
    assert "2030-05-01" not in text


@pytest.mark.parametrize(
    "asked", ["page=-1", "page=0", "page=999999999999", "page=x", "order='", "page=²", "page="]
)
def test_odd_addresses_lead_to_a_page(analysed, signed_in, asked):
    run, client = analysed(), signed_in(Role.SPONSOR)

    assert client.get(f"{pages(run)[3]}?{asked}").status_code == 200


def test_every_order_of_the_table_holds_every_idea(analysed, signed_in, closed):
    run, client = analysed(ideas=30), signed_in(Role.SPONSOR)
    for order in ("support", "share", "contested", "votes", "unsure"):
        found = set()
        for page in (1, 2):
            text = client.get(f"{pages(run)[3]}?order={order}&page={page}").content.decode()
            found |= set(re.findall(r"reason \d+", text))
        assert len(found) == 30


def test_progress_is_shown_and_ends_by_loading_the_page(fill, signed_in, analyst, programme):
    fill()
    client = signed_in(Role.SPONSOR)
    run = services.request_run(actor=analyst, programme=programme, at=NOON)
    waiting = client.get(INSIGHT).content.decode()
    polled = client.get(f"{INSIGHT}progress/", headers={"HX-Request": "true"})
    services.execute(run.pk, at=NOON)
    done = client.get(f"{INSIGHT}progress/", headers={"HX-Request": "true"})

    assert "waiting for its turn" in waiting
    assert "HX-Refresh" not in polled.headers
    assert done.headers["HX-Refresh"] == "true"
    assert client.get(f"{INSIGHT}progress/").status_code == 302


def test_a_failed_analysis_says_why_and_offers_another(fill, signed_in, analyst, programme):
    fill()
    run = services.request_run(actor=analyst, programme=programme, at=NOON)
    services.abandon(run.pk, at=NOON)
    page = signed_in(Role.ANALYST).get(INSIGHT).content.decode()

    assert "ran out of memory" in page
    assert "Analyse now" in page


def test_a_theme_is_renamed_accepted_and_merged_by_people(analysed, signed_in):
    run, client = analysed(), signed_in(Role.ANALYST)
    theme, other = run.themes.filter(parent=None)[:2]
    held = set(theme.text_ids) | set(other.text_ids)
    client.post(f"{INSIGHT}themes/{theme.pk}/rename/", {"name": "  Being   reached "})
    client.post(f"{INSIGHT}themes/{theme.pk}/accept/")
    client.post(f"{INSIGHT}themes/{other.pk}/merge/", {"into": str(theme.pk)})
    theme.refresh_from_db()

    assert (theme.name, theme.is_accepted) == ("Being reached", True)
    assert set(theme.text_ids) == held
    assert sum(theme.question_counts) == len(held)
    assert not Theme.objects.filter(pk=other.pk).exists()
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert {"theme.renamed", "theme.accepted", "theme.merged"} <= acts


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "\0"])
def test_a_name_that_is_none_is_refused(analysed, signed_in, name):
    theme = analysed().themes.first()
    answer = signed_in(Role.ANALYST).post(f"{INSIGHT}themes/{theme.pk}/rename/", {"name": name})

    assert answer.status_code == 422
    assert Theme.objects.get(pk=theme.pk).name == theme.name


def test_a_rename_that_comes_too_late_shows_both_names(analysed, signed_in):
    theme, client = analysed().themes.first(), signed_in(Role.ANALYST)
    page, there = f"{INSIGHT}themes/{theme.pk}/", f"{INSIGHT}themes/{theme.pk}/rename/"
    old = revision_on(client, page)
    client.post(there, {"name": "Theirs"})
    late = client.post(there, {"name": "Ours", "revision": old})

    assert late.status_code == 422
    assert "Theirs, saved meanwhile" in late.content.decode()
    assert Theme.objects.get(pk=theme.pk).name == "Theirs"


def test_two_themes_cannot_have_one_name(analysed, signed_in):
    theme, other = analysed().themes.all()[:2]
    there = f"{INSIGHT}themes/{theme.pk}/rename/"
    answer = signed_in(Role.ANALYST).post(there, {"name": other.name.upper()})

    assert answer.status_code == 422


@pytest.mark.parametrize("into", ["", "x", "self", "00000000-0000-0000-0000-000000000000"])
def test_a_theme_merges_only_into_another_of_its_analysis(analysed, signed_in, into):
    theme = analysed().themes.first()
    into = str(theme.pk) if into == "self" else into
    answer = signed_in(Role.ANALYST).post(f"{INSIGHT}themes/{theme.pk}/merge/", {"into": into})

    assert answer.status_code == 422
    assert Theme.objects.filter(pk=theme.pk).exists()


def test_an_earlier_analysis_can_still_be_read(analysed, signed_in, analyst, programme):
    first = analysed()
    services.analyse_now(actor=analyst, programme=programme, at=NOON.replace(month=6))
    page = signed_in(Role.SPONSOR).get(f"{INSIGHT}runs/{first.pk}/").content.decode()

    assert "You are reading run 1, 1 May 2030" in page
