"""Every form and button goes one way: shown, tried, refused in words, or gone on from."""

import re
from pathlib import Path

import pytest
from django import forms

import folkmoot
from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.core.revisions import revision_of
from folkmoot.web.editing import EditForm
from folkmoot.web.flow import press, refuse, show, submit

SRC = Path(folkmoot.__file__).parent
# What a view of these does with a refusal is more than to say it.
THEIR_OWN = {
    "frameworks/views/writing.py": "two texts side by side",
    "programmes/views/mandate.py": "two texts side by side",
    "joining/views/entering.py": "a code may be a return key",
    "joining/views/public.py": "asks whether a key is a code",
    "members/views/lists.py": "a file that cannot be read is shown as such",
}


class Name(forms.Form):
    name = forms.CharField()


class Edit(EditForm):
    name = forms.CharField()


def raising(error):
    def act():
        raise error

    return act


def test_a_form_that_was_not_sent_is_shown_without_a_word():
    form = Name(None)

    assert submit(form, raising(AssertionError)) is None
    assert not form.errors


def test_a_form_that_is_filled_in_wrongly_is_never_tried():
    form = Name({"name": ""})

    assert submit(form, raising(AssertionError)) is None
    assert "name" in form.errors


def test_what_an_act_gave_back_is_there_for_going_on():
    done = submit(Name({"name": "Ada"}), lambda: 7)

    assert done
    assert done.result == 7


def test_an_act_that_gave_nothing_back_is_done_all_the_same():
    assert submit(Name({"name": "Ada"}), lambda: None)
    assert press(lambda: None)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({}, "__all__"),
        ({"field": "name"}, "name"),
        ({"about": {NotAllowed: "name"}}, "name"),
        ({"about": {Stale: "name"}}, "__all__"),
    ],
)
def test_a_refusal_stands_beside_what_it_is_about_and_what_was_typed_is_kept(options, field):
    form = Name({"name": "Ada"})

    assert submit(form, raising(NotAllowed("Not today.")), **options) is None
    assert form.errors[field] == ["Not today."]
    assert form["name"].value() == "Ada"


def test_who_comes_too_late_sees_both():
    form = Edit({"name": "Mine", "revision": "old"}, current={"name": "Theirs"})

    assert submit(form, raising(Stale("Late.")), current=lambda: {"name": "Theirs"}) is None
    assert [(one.theirs, one.mine) for one in form.differences] == [("Theirs", "Mine")]
    assert form["revision"].value() == revision_of({"name": "Theirs"})


def test_a_button_that_is_refused_has_the_words_for_its_page():
    done = press(raising(DomainError("It is closed.")))

    assert not done
    assert done.words == "It is closed."


def test_a_fault_of_ours_is_never_shown_as_a_refusal():
    with pytest.raises(ZeroDivisionError):
        submit(Name({"name": "Ada"}), lambda: 1 / 0)


def test_a_form_beside_a_refused_button_says_the_refusal_and_nothing_else():
    form = refuse(Name({}), "It is closed.")

    assert form.errors == {"__all__": ["It is closed."]}


def test_a_page_that_says_no_answers_so(rf):
    form = Name({"name": ""})

    assert show(rf.get("/"), "x.html", {}, refused=form.errors).status_code == 422
    assert show(rf.get("/"), "x.html", {}, refused="It is closed.").status_code == 422
    assert show(rf.get("/"), "x.html", {}, refused="").status_code == 200


VIEWS = sorted([*SRC.glob("*/views.py"), *SRC.glob("*/views/*.py")])


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(SRC)))
def test_no_view_goes_a_way_of_its_own(path):
    text = path.read_text()

    if str(path.relative_to(SRC)) not in THEIR_OWN:
        assert not re.search(r"except \(?.*DomainError", text)
    assert "422" not in text
