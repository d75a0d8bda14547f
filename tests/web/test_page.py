import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template

import folkmoot.web
from folkmoot.web.templatetags import page

STATIC = Path(folkmoot.web.__file__).parent / "static" / "web"


class Form(forms.Form):
    name = forms.CharField(
        label="Name",
        help_text="As colleagues know you.",
        widget=forms.TextInput(attrs={"placeholder": "Name"}),
    )
    roles = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField()


def field(form, name):
    source = '{% include "components/field.html" with field=field only %}'
    return Template(source).render(Context({"field": form[name]}))


def test_a_field_has_its_label_hint_and_no_placeholder():
    html = field(Form(), "name")

    assert '<label class="field__label" for="id_name">' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'id="id_name_helptext"' in html
    assert "placeholder" not in html


def test_a_field_in_error_says_so_beside_itself():
    html = field(Form({}), "name")

    assert 'aria-invalid="true"' in html
    assert "id_name_error" in html
    assert "This field is required." in html


def test_several_boxes_are_a_fieldset_with_a_legend():
    html = field(Form(), "roles")

    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count("<label") == 2
    assert "(optional)" in html


def test_an_error_summary_takes_the_focus_and_leads_to_the_fields():
    source = '{% include "components/error_summary.html" with form=form only %}'
    html = Template(source).render(Context({"form": Form({})}))

    assert "autofocus" in html
    assert 'role="alert"' in html
    assert 'href="#id_name"' in html
    assert Template(source).render(Context({"form": Form()})).strip() == ""


def test_numbers_have_their_base_and_dates_are_in_full():
    assert page.number(12345) == "12,345"
    assert page.number(None) == ""
    assert page.of(62, 80) == "62 of 80"
    assert page.in_full(date(2030, 5, 12)) == "12 May 2030"
    assert page.in_full(datetime(2030, 5, 12, 8, tzinfo=UTC)) == "12 May 2030 at 9:00"


@pytest.mark.parametrize(
    ("moment", "ends", "begins"),
    [
        (datetime(2030, 12, 13, 18, tzinfo=UTC), "13 December 2030 at 18:00", None),
        (datetime(2030, 5, 12, 17, tzinfo=UTC), "12 May 2030 at 18:00", None),  # summer
        (
            datetime(2030, 12, 14, tzinfo=UTC),
            "13 December 2030 at the end of the day",
            "14 December 2030 at the start of the day",
        ),
        (
            datetime(2030, 12, 13, 23, 59, tzinfo=UTC),
            "13 December 2030 at the end of the day",
            "13 December 2030 at 23:59",
        ),
    ],
)
def test_an_end_and_an_opening_are_told_with_their_hour_where_people_are(moment, ends, begins):
    assert page.closing(moment) == ends
    assert page.opening(moment) == (begins or ends)
    assert page.closing(None) == page.opening(None) == ""


@pytest.mark.parametrize(
    ("files", "limit"),
    [(["folkmoot.css", "charts.css"], 10_000), (["page.js"], 3_000), (["point_map.js"], 1_500)],
)
def test_what_a_first_visit_loads_stays_small(files, limit):
    weight = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in files)

    assert weight < limit
