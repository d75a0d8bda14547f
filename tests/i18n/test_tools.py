"""Catalogues are made by tools of our own: what they read, keep, refuse and write."""

import gettext
import io

import pytest
from scripts.i18n import LOCALE
from scripts.i18n.audience import is_for_participants
from scripts.i18n.bare import bare, bare_in_python, bare_in_template, early_in_python
from scripts.i18n.catalogue import (
    PLURALS,
    Catalogue,
    Entry,
    brought_up_to_date,
    compiled,
    path_of,
    read,
    written,
)
from scripts.i18n.checking import problems
from scripts.i18n.extraction import Message, in_python, in_template

TEMPLATE = """
{% translate "Say more" %} {% translate "May" context "month" %}
{% blocktranslate trimmed count n=3 with who=name %}
  {{ n }} idea of {{ who }}
{% plural %}
  {{ n }} ideas of {{ who }}
{% endblocktranslate %}
{% include "x.html" with title=_("A title, (with brackets)") %}
"""
PYTHON = """
_("It is "
  "late")
ngettext("%(n)s vote", "%(n)s votes", n) % {"n": n}
pgettext_lazy("month", "May")
"""


def catalogue(**words):
    entries = [Entry(text=text, said=said) for text, said in words.items()]
    return Catalogue("cy", {entry.key: entry for entry in entries})


def test_templates_give_their_words_plurals_contexts_and_words_for_included_templates():
    found = [(one.context, one.text, one.plural) for one in in_template(TEMPLATE, "x.html")]

    assert found == [
        ("", "Say more", ""),
        ("month", "May", ""),
        ("", "%(n)s idea of %(who)s", "%(n)s ideas of %(who)s"),
        ("", "A title, (with brackets)", ""),
    ]


def test_python_gives_its_words_plurals_and_contexts():
    found = [(one.context, one.text, one.plural) for one in in_python(PYTHON, "x.py")]

    assert found == [
        ("", "It is late", ""),
        ("", "%(n)s vote", "%(n)s votes"),
        ("month", "May", ""),
    ]


@pytest.mark.parametrize("asked", ['_(f"{n} votes")', "_(words)"])
def test_words_that_no_catalogue_can_know_are_refused(asked):
    with pytest.raises(SystemExit, match="no f-string or name"):
        list(in_python(asked, "x.py"))


def test_what_is_written_is_read_again_as_it_was(tmp_path):
    said = catalogue(**{'He said "no"\n\tand left': ['Dywedodd "na"\n\tac aeth'], "Back": [""]})
    file = tmp_path / "django.po"
    file.write_text(written(said), encoding="utf-8")

    assert read(file, "cy").entries == said.entries


def test_what_is_compiled_is_what_gettext_reads():
    kept = catalogue(Yes=["Ie"], Later=[""])
    kept.entries["month", "May"] = Entry(text="May", context="month", said=["Mai"])
    kept.entries["", "%(n)s dog"] = Entry(
        text="%(n)s dog", plural="%(n)s dogs", said=["un", "dau", "%(n)s ci", "%(n)s o gŵn"]
    )
    words = gettext.GNUTranslations(io.BytesIO(compiled(kept)))

    assert (words.gettext("Yes"), words.gettext("Later")) == ("Ie", "Later")
    assert words.pgettext("month", "May") == "Mai"
    assert [words.ngettext("%(n)s dog", "%(n)s dogs", n) for n in (1, 2, 3, 8, 11)] == [
        "un", "dau", "%(n)s ci", "%(n)s o gŵn", "%(n)s o gŵn",
    ]  # fmt: skip


def test_an_update_keeps_translations_and_remembers_those_whose_sentence_is_gone():
    old = catalogue(Yes=["Ie"], Gone=["Wedi mynd"], Never=[""])
    now = {("", "Yes"): Message("Yes", files=["a.py"]), ("", "No"): Message("No", files=["a.py"])}

    new = brought_up_to_date(old, now, for_participants={("", "No")})

    assert [(entry.text, entry.said, entry.is_obsolete) for entry in new.entries.values()] == [
        ("Yes", ["Ie"], False),
        ("No", [""], False),
        ("Gone", ["Wedi mynd"], True),
    ]
    assert new.entries["", "No"].notes == ["participants"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("%(n)s of %(all)s", "%(n)s o %(al)s"),
        ("Dear {name}", "Annwyl"),
        ("<b>Now</b>", "<i>Nawr</i>"),
        ("Name: ", "Enw:"),
    ],
)
def test_lost_placeholders_tags_and_spaces_are_found(text, said):
    assert list(problems(catalogue(**{text: [said]})))


def test_a_plural_needs_each_form_and_may_say_one_and_two_in_words():
    def told(*said):
        entry = Entry(text="%(n)s vote", plural="%(n)s votes", said=list(said))
        entry.text, entry.plural = "%(count)s vote", "%(count)s votes"
        return list(problems(Catalogue("cy", {entry.key: entry})))

    assert not told("un bleidlais", "dwy bleidlais", "%(count)s pleidlais", "%(count)s pleidlais")
    assert told("un bleidlais", "dwy bleidlais", "pleidlais", "%(count)s pleidlais")
    assert told("un bleidlais", "dwy bleidlais", "%(count)s pleidlais", "")


def test_what_is_fuzzy_is_neither_shipped_nor_passed():
    kept = catalogue(Yes=["Efallai"])
    kept.entries["", "Yes"].flags = ["fuzzy"]

    assert gettext.GNUTranslations(io.BytesIO(compiled(kept))).gettext("Yes") == "Yes"
    assert list(problems(kept))


@pytest.mark.parametrize(
    "source",
    [
        "<p>Nobody knows.</p>",
        '<input type="submit" value="Go on">',
        '<a aria-label="Close" href="/">×</a>',
        '{% include "x.html" with title="Choose a day" %}',
        '{% include "x.html" with label="Password" %}',
        "{{ day|default:'No day yet' }}",
        '{{ day|default:"None" }}',
        '{{ is_open|yesno:"Yes,No" }}',
        '{{ names|join:" and " }}',
        '<button data-copied="Copied">×</button>',
        "{% block title %}Ideas{% endblock %}",
        "idea{{ n|pluralize }}",
    ],
)
def test_bare_words_in_templates_are_seen(source):
    assert list(bare_in_template(source))


@pytest.mark.parametrize(
    "source",
    [
        '<p class="a lead">{% translate "Nobody knows." %}</p>',
        '{% blocktranslate trimmed %}Now <b title="x">and</b> then{% endblocktranslate %}',
        "{% url 'a' b='two words' %}{% if kind == 'Two words' %}{% endif %}",
        '<input type="hidden" value="Some words">',
        '<button type="submit" name="hide" value="yes">{% translate "Hide" %}</button>',
        "{% block body_class %}cover-page{% endblock body_class %}",
        "{# A note for us. #}<b>Folkmoot</b> 12 &nbsp;",
        "<p>{{ link }}?via={{ code }}</p>",
    ],
)
def test_what_is_no_bare_word_in_a_template_is_left_alone(source):
    assert not list(bare_in_template(source))


@pytest.mark.parametrize(
    "source",
    [
        'raise NotAllowed("Closed")',
        'raise NotAllowed(f"{n} votes are too many")',
        'name = LineField(label="name")',
        'page(hint="Choose a day first.")',
        'messages.success(request, "Saved.")',
        'LABELS = {"open": "Open"}',
        'class State(TextChoices):\n    OPEN = "open", "open to all"',
        'Next(name="See what is next")',
        'x = f"from {a} to {b}"',
        'x = f"to {a}"',
        'x = f"{n} more"',
        'x = f"{n} statements"',
        'x = f"Row {n}"',
        'x = "Row %s" % n',
        'x = "{} more".format(n)',
        'x = " and ".join(a)',
        'x = "by " + name',
    ],
)
def test_bare_words_in_python_are_seen(source):
    assert list(bare_in_python(source))


@pytest.mark.parametrize(
    "source",
    [
        '"""A module of words."""\ndef f():\n    """Tells nobody."""',
        'raise NotAllowed(_("Closed"))',
        'log.info("a job has run")',
        'field(name="name", pattern="[A-Z] [a-z]")',
        'raise TypeError("two jobs of one name")',
        'raise ValueError(f"{one} is told twice by {room}")',
        'raise NoConnection("closed")',
        'class Letter(Record):\n    def __str__(self):\n        return "a letter"',
        'class Key:\n    def __repr__(self):\n        return "a key of somebody"',
        'answer.headers["Content-Disposition"] = "attachment; filename=all.csv"',
        'answer.headers["Cache-Control"] = "private, no-store, max-age=0"',
        'answer.headers["Content-Type"] = "text/csv; charset=utf-8"',
        'LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]',
        'SAID_ELSEWHERE: dict = {"joining:leave": "a page of its own says it"}',
        'x = f"{room}:{page}-{number}" + ", ".join(a)',
        'x = "database is locked" in told  # not for people: the database\'s words',
    ],
)
def test_what_is_no_bare_word_in_python_is_left_alone(source):
    assert not list(bare_in_python(source))


@pytest.mark.parametrize(
    "source",
    [
        'raise BadSetting(f"{name}: write yes or no.")',
        'wrong = BadSetting("write yes or no.")',
        '@click.option("--serve", help="Serve it afterwards.")\ndef f(): ...',
        'say("Bad setting: no")  # before translation: the settings could not be read',
    ],
)
def test_what_is_read_before_a_language_is_known_is_counted_apart(source):
    assert not list(bare_in_python(source))
    assert list(early_in_python(source))


def test_what_invented_people_wrote_is_content_and_no_sentence_of_ours(tmp_path):
    for room in ("demo", "joining"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "said.py").write_text('SAID = "Nobody told us."', encoding="utf-8")

    assert [one.file for one in bare(tmp_path)] == ["joining/said.py"]


def test_what_nobody_named_a_page_of_staff_counts_as_seen_by_participants():
    assert is_for_participants(Message("x", files=["brand_new/views.py"]))
    assert is_for_participants(Message("x", files=["accounts/forms.py", "joining/forms.py"]))
    assert not is_for_participants(Message("x", files=["accounts/forms.py"]))


@pytest.mark.parametrize("language", sorted(PLURALS))
class TestTheCatalogue:
    def test_is_compiled_from_what_is_written(self, language):
        file = path_of(language, LOCALE)

        assert file.with_suffix(".mo").read_bytes() == compiled(read(file, language)), (
            "run: make messages"
        )

    def test_has_nothing_wrong_in_it(self, language):
        assert not list(problems(read(path_of(language, LOCALE), language)))
