"""What the small script of every page adds: drafts, one press is one act, failures said aloud."""

import time

import pytest
from playwright.sync_api import expect

SAMPLE = """<!DOCTYPE html><html lang="en"><head><title>Sample</title>
<script src="/static/django_htmx/htmx-2.min.js" defer></script>
<script src="/static/web/page.js" defer></script></head><body><main id="main">%s
<form method="post" data-draft="idea" action="/sample/">
<label>Idea <textarea name="text"></textarea></label>
<input type="hidden" name="secret" value="x">%s<button>Send</button></form>
<form method="post" action="/leave/" data-forget-drafts><button>Leave</button></form>
<form method="post" action="/leave/"><button data-forget-drafts>No, it is somebody else</button>
<button>Neither</button></form>
<form method="post" action="/leave/" data-forget-drafts="staff"><button>Sign out</button></form>
<button hx-post="/broken/">Try</button>
</main><div id="announcer" role="status"
  data-kept="We kept what you were writing."
  data-not-sent="That did not go through. Check your connection and try again."
  data-nothing-lost="That did not go through. Nothing you wrote is lost."></div></body></html>"""
ERRORS = '<div class="error-summary" tabindex="-1">There is a problem</div>'


@pytest.fixture
def sample(open_page):
    page = open_page()
    page.posts = []
    state = {"errors": "", "status": 200, "form": ""}

    def answer(route):
        if route.request.method == "POST":
            page.posts.append(route.request.post_data)
        errors = state["errors"] if route.request.method == "POST" else ""
        body = SAMPLE % (errors, state["form"])
        route.fulfill(status=state["status"], content_type="text/html", body=body)

    page.state = state
    page.route("**/sample/**", answer)
    page.route("**/leave/", lambda route: route.fulfill(body="gone", content_type="text/html"))
    page.route("**/broken/", lambda route: route.fulfill(status=500, body="no"))
    page.goto("/sample/")
    return page


def idea(page):
    return page.get_by_label("Idea")


def kept(page):
    return page.evaluate("localStorage.getItem('draft:idea')")


def test_what_was_being_written_is_there_again(sample):
    idea(sample).fill("A quiet hour")
    sample.reload()

    expect(idea(sample)).to_have_value("A quiet hour")
    expect(sample.get_by_role("status")).to_contain_text("We kept what you were writing")


OURS, THEIRS = "@" + "a" * 64, "@" + "b" * 64


@pytest.fixture
def staff_page(sample):
    """The page again, drawn for a member of staff, in a browser that a colleague uses, too."""

    def drawn_for(writer, drafts):
        sample.evaluate("(all) => all.forEach(([k, v]) => localStorage.setItem(k, v))", drafts)
        page = SAMPLE.replace("<body>", f'<body data-writer="{writer[1:]}">') % ("", "")
        sample.route("**/staff/", lambda route: route.fulfill(body=page, content_type="text/html"))
        sample.goto("/staff/")
        return sample

    return drawn_for


def draft(words, days=0):
    return f'{{"at": {int(time.time() - days * 86400) * 1000}, "words": {{"text": "{words}"}}}}'


def drafts_left(page):
    return sorted(page.evaluate("Object.keys(localStorage)"))


def test_a_colleagues_draft_is_dropped_and_ones_own_is_there(staff_page):
    mine, others = f"draft:{OURS}:idea", f"draft:{THEIRS}:idea"
    page = staff_page(OURS, [[mine, draft("mine")], [others, draft("theirs")]])

    expect(idea(page)).to_have_value("mine")
    assert drafts_left(page) == [mine]


def test_a_member_of_staff_is_not_shown_what_somebody_else_wrote_here(staff_page):
    page = staff_page(
        OURS, [[f"draft:{THEIRS}:idea", draft("theirs")], ["draft:idea", draft("a voice")]]
    )

    expect(idea(page)).to_have_value("")
    assert drafts_left(page) == ["draft:idea"]  # of somebody who takes part: theirs to leave


def test_drafts_older_than_a_week_go_wherever_a_page_is_opened(staff_page):
    page = staff_page(OURS, [["draft:other", draft("old", days=8)], ["draft:torn", "{"]])

    assert drafts_left(page) == []


def test_signing_out_drops_what_staff_wrote_and_nothing_else(staff_page):
    page = staff_page(
        OURS, [[f"draft:{OURS}:idea", draft("mine")], ["draft:idea", draft("a voice")]]
    )
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()

    assert drafts_left(page) == ["draft:idea"]


@pytest.mark.parametrize(
    ("pressed", "left"), [("No, it is somebody else", []), ("Neither", ["draft:idea"])]
)
def test_of_several_buttons_only_the_one_that_leaves_forgets_drafts(sample, pressed, left):
    idea(sample).fill("A quiet hour")
    sample.get_by_role("button", name=pressed).click()
    sample.wait_for_load_state()

    assert drafts_left(sample) == left


def test_nobody_else_finds_a_draft(sample):
    def as_(who):
        sample.state["form"] = f'<input type="hidden" name="voice" value="{who}">'
        sample.goto("/sample/")

    as_("one")
    idea(sample).fill("A quiet hour")
    as_("another")
    expect(idea(sample)).to_have_value("")
    as_("one")
    expect(idea(sample)).to_have_value("A quiet hour")


def test_the_way_back_leads_past_a_page_that_answered_a_form(sample):
    sample.goto("/sample/?before")
    sample.state["errors"] = '<div data-way-back="/sample/?instead"></div>'
    idea(sample).fill("A quiet hour")
    sample.get_by_role("button", name="Send").click()
    expect(sample.locator("[data-way-back]")).to_be_attached()
    sample.get_by_role("button", name="Neither").click()
    sample.wait_for_url("**/leave/")
    sample.go_back()

    assert sample.url.endswith("/sample/?instead")


def test_once_sent_the_draft_is_gone(sample):
    idea(sample).fill("A quiet hour")
    sample.get_by_role("button", name="Send").click()
    sample.wait_for_load_state()

    assert kept(sample) is None
    assert len(sample.posts) == 1


def test_a_refused_draft_is_kept_and_the_error_has_the_focus(sample):
    sample.state["errors"] = ERRORS
    idea(sample).fill("A quiet hour")
    sample.get_by_role("button", name="Send").click()

    expect(sample.get_by_text("There is a problem")).to_be_focused()
    expect(idea(sample)).to_have_value("A quiet hour")


def test_an_emptied_box_keeps_no_draft(sample):
    idea(sample).fill("A quiet hour")
    idea(sample).fill("")

    assert kept(sample) is None


def test_old_and_broken_drafts_are_thrown_away(sample):
    for draft in ('{"at": 1, "words": {"text": "old"}}', "not json"):
        sample.evaluate("draft => localStorage.setItem('draft:idea', draft)", draft)
        sample.reload()

        expect(idea(sample)).to_have_value("")
        assert kept(sample) is None


def test_leaving_forgets_every_draft_on_a_shared_computer(sample):
    idea(sample).fill("A quiet hour")
    sample.get_by_role("button", name="Leave").click()
    sample.wait_for_load_state()

    assert kept(sample) is None


def test_hidden_fields_are_never_kept(sample):
    idea(sample).fill("A quiet hour")

    assert "secret" not in kept(sample)


def test_one_press_is_one_act(sample):
    idea(sample).fill("A quiet hour")
    sample.evaluate("""() => {
        const form = document.querySelector("form[data-draft]");
        form.addEventListener("submit", () => { window.sends = (window.sends || 0) + 1; });
        window.stopped = 0;
        document.addEventListener("submit", (event) => {
            if (event.defaultPrevented) window.stopped += 1;
            event.preventDefault();
        });
        form.requestSubmit(); form.requestSubmit();
    }""")

    assert sample.evaluate("[window.sends, window.stopped]") == [2, 1]


def test_a_failure_is_said_and_shown(sample):
    sample.get_by_role("button", name="Try").click()

    expect(sample.locator("#failed-notice")).to_contain_text("Nothing you wrote is lost")
    expect(sample.get_by_role("status")).to_contain_text("did not go through")
