"""Tables of answers: every dress is read, every row that does not fit is refused by number."""

from datetime import date

import pytest
from django.db import transaction

from folkmoot.core.errors import DomainError
from folkmoot.core.tables import ReadReport, Unreadable
from folkmoot.joining.models import GatewayQuestion
from folkmoot.joining.queries import joined_by_segment
from folkmoot.operations.importing.answers import read_answers
from folkmoot.operations.importing.markup import as_words
from folkmoot.operations.importing.saving import save_answers
from folkmoot.participants.models import Participant, Segment
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Idea
from tests.conftest import NOON
from tests.members.conftest import workbook


@pytest.fixture
def read(tmp_path):
    def reading(content, *, text=("said",), **columns):
        path = tmp_path / "answers"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        report = ReadReport()
        return read_answers(path, text_columns=text, report=report, **columns), report

    return reading


def words(found):
    return [answer.text for answer in found.answers]


def test_an_unquoted_comma_refuses_its_row_by_number_and_cuts_nothing_off(read):
    found, report = read("who,said\na,All is well\nb,Cold food, no heating\nc,More nurses,,\n")

    assert words(found) == ["All is well", "More nurses"]
    assert [refusal.row for refusal in report.refusals] == [3]
    assert "3 cells where there are 2 columns" in report.refusals[0].reason


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_dress_is_read(read, separator, encoding):
    text = f"who{separator}said\r\na{separator}Zoë, hot; food\r\n"
    text = text.replace("Zoë, hot; food", '"Zoë, hot; food"')
    found, _ = read(text.encode(encoding))

    assert words(found) == ["Zoë, hot; food"]


@pytest.mark.parametrize(
    "above",
    ["Survey of May\n\n", "sep=,\n", "Export of 3 May,,\nWard 5,,\n", ",,\n"],
    ids=["a title", "a hint for Excel", "two titles", "a blank row"],
)
def test_what_stands_above_the_header_is_passed_over(read, above):
    found, report = read(above + "who,said,site\na,one,North\n")

    assert words(found) == ["one"]
    assert not report.refusals


def test_a_header_over_two_lines_is_one_header(read):
    found, _ = read("who,What helps?,Where?\n,said,\na,one,North\n", person_column="who")

    assert [(answer.person, answer.text) for answer in found.answers] == [("a", "one")]


def test_the_second_header_row_of_a_survey_is_no_answer(read):
    found, _ = read(
        "Respondent ID,What would help?\n,Open-Ended Response\n1,More beds\n",
        text=("What would help?",),
    )

    assert words(found) == ["More beds"]


def test_rows_that_a_survey_writes_for_machines_are_no_answers(read):
    found, _ = read('Q1,said\nWhat helps?,Say more\n"{""ImportId"":""QID1""}",x\na,More beds\n')

    assert words(found) == ["More beds"]


@pytest.mark.parametrize(
    "second",
    [
        "V1,Q2,V3",
        "V1,QID2_TEXT,V3",
        "Respondent,Open comment,Duration (in seconds)",
        ",G01Q02[SQ001],",
    ],
)
def test_a_row_that_may_be_a_second_header_is_no_answer_until_somebody_says_so(read, second):
    """The numbers of questions under their words, or words where only figures stand below."""
    rows = "1,More beds,60\n2,More light,75\n3,More staff,52\n"
    content = f"Who,What would help?,Seconds\n{second}\n{rows}"
    said = ["More beds", "More light", "More staff"]
    column = {"text": ("What would help?",)}
    found, report = read(content, **column)

    assert words(found) == said
    assert [refusal.row for refusal in report.refusals] == [2]
    assert "may be a second header" in report.refusals[0].reason
    assert "--answers-from 3" in report.refusals[0].reason
    found, report = read(content, **column, begins=3)
    assert (words(found), report.refusals) == (said, [])
    found, report = read(content, **column, begins=2)
    assert (words(found)[1:], report.refusals) == (said, [])


def test_questions_under_their_numbers_are_no_answers(read):
    found, report = read("id,Q1\nWho,What would help?\na,More beds\nb,More light\n", text=("Q1",))

    assert words(found) == ["More beds", "More light"]
    assert "under “Q1” stands a question" in report.refusals[0].reason


def test_where_nothing_tells_the_first_answer_is_shown(read):
    """“Your comments” under “Q1” could be somebody's words: whoever imports sees them."""
    found, report = read("id,Q1\nWho,Your comments\na,More beds\n", text=("Q1",))

    assert len(found.answers) == 2
    assert "The first answer is in row 2: “Your comments”." in report.notes


def test_names_of_choices_beside_an_open_question_are_a_header(read):
    found, report = read(
        "Respondent,Which?,,What would help?\n,Day,Night,Open-Ended Response\n1,Day,,More beds\n",
        text=("What would help?",),
    )

    assert words(found) == ["More beds"]
    assert report.notes == ["answers: Row 2 belongs to the header and was passed over."]


def test_names_that_are_written_twice_are_a_header(read):
    assert words(read("who,said\nwho,said\na,More beds\n")[0]) == ["More beds"]


@pytest.mark.parametrize(
    "rows",
    [
        "a,Is there a quieter room?,1\nb,Yes,2\nc,No,3\nd,No,4\n",
        "ana,More beds,1\n2,More light,2\n3,More staff,3\n",
        "fifty,More beds,1\n40,More light,2\n30,More staff,3\n",
        "a,Other (please specify),1\nb,Yes,2\n",
        "a,Ward 5,1\nb,Ward 6,1\nc,Q&A sessions,2\nd,No,3\n",
    ],
)
def test_what_people_may_well_say_is_an_answer(read, rows):
    found, report = read(f"who,said,score\n{rows}")

    assert len(found.answers) == rows.count("\n")
    assert not report.refusals


def test_nobody_begins_above_the_header(read):
    assert words(read("A title\nwho,said\na,one\n", begins=1)[0]) == ["one"]


def test_a_cell_of_five_million_letters_refuses_its_row_and_says_why(read):
    found, report = read(f'who,said\na,one\nb,"{"x" * 5_000_000}"\nc,three\n')

    assert words(found) == ["one", "three"]
    assert [str(r) for r in report.refusals] == [
        "answers row 3: “said” has 5,000,000 characters; 1,000,000 is the most"
    ]


def test_a_spreadsheet_is_read(read):
    found, _ = read(workbook(["who", "said"], ["a", "one, two"], ["b", ""], ["c", "three"]))

    assert words(found) == ["one, two", "three"]


def test_empty_and_invisible_answers_are_passed_over_and_counted(read):
    found, report = read("who,said\na,one\nb,  \nc,\u3164\n")

    assert words(found) == ["one"]
    assert "2 rows have no answer" in report.notes[0]


def test_an_answer_over_five_thousand_characters_is_refused(read):
    found, report = read(f"who,said\na,{'x' * 5001}\nb,{'y' * 5000}\n")

    assert [len(answer.text) for answer in found.answers] == [5000]
    assert [refusal.row for refusal in report.refusals] == [2]


def test_a_formula_in_a_csv_is_kept_as_the_words_it_is(read):
    assert words(read("who,said\na,=1+1\n")[0]) == ["=1+1"]


def test_what_our_own_exports_guard_is_read_as_it_was(read):
    assert words(read("who,said\na,'10-14\nb,''tis\nc,'tis\n")[0]) == ["10-14", "'tis", "'tis"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("2026-03-04T09:30:00Z", date(2026, 3, 4)),
        ("04/03/2026 09:30", date(2026, 3, 4)),
        ("4 March 2026", date(2026, 3, 4)),
        ("2026-M03", date(2026, 3, 1)),
        ("1772611200", date(2026, 3, 4)),
    ],
)
def test_days_are_read_as_people_write_them(read, typed, day):
    found, _ = read(f"when,said\n{typed},one\n", date_column="when")

    assert found.answers[0].day == day


def test_the_whole_column_tells_whether_the_month_comes_first(read):
    found, _ = read("when,said\n03/04/2026,one\n03/25/2026,two\n", date_column="when")

    assert [answer.day for answer in found.answers] == [date(2026, 3, 4), date(2026, 3, 25)]


def test_a_row_without_a_readable_day_is_refused(read):
    found, report = read("when,said\nsoon,one\n2026-03-04,two\n", date_column="when")

    assert words(found) == ["two"]
    assert [refusal.row for refusal in report.refusals] == [2]


def test_unknown_columns_are_named_with_those_there_are(read):
    with pytest.raises(Unreadable, match=r"no column “text”.*“who”, “said”"):
        read("who,said\na,one\n", text=("text",))


TABLE = "who,best,worst,job\n" + "".join(
    f"p{n},good {n},bad {n},{'Nurse' if n < 12 else 'Porter'}\n" for n in range(15)
)


@pytest.fixture
def saved(read, organisation):
    def saving(**changes):
        found, _ = read(
            TABLE, text=("best", "worst"), person_column="who", segment_columns=("job",)
        )
        given = {
            "name": "Wards",
            "questions": ["What is best?", "What is worst?"],
            "found": found,
            "segments": ["Job"],
            "source": "",
            "at": NOON,
        }
        return save_answers(**given | changes)

    return saving


def test_one_file_holds_several_questions_and_a_person_is_one_voice_in_all(saved):
    result = saved()

    assert (result.ideas, result.participants) == (30, 15)
    assert Idea.objects.filter(question__text="What is worst?").count() == 15
    voice = Idea.objects.get(text="good 3").author
    assert Idea.objects.get(text="bad 3").author == voice


def test_segments_of_fewer_than_k_people_are_not_stored(read, organisation):
    jobs = ["Nurse"] * 24 + ["Porter"] * 12 + ["Surgeon"] * 4
    rows = "".join(f"p{n},something {n},{job}\n" for n, job in enumerate(jobs))
    found, _ = read("who,said,job\n" + rows, person_column="who", segment_columns=("job",))
    save_answers(
        name="Wards", questions=["What?"], found=found, segments=["Job"], source="", at=NOON
    )

    assert GatewayQuestion.objects.get().options == ["Nurse", "Porter"]
    assert Segment.objects.filter(value="Porter").count() >= 10
    assert Participant.objects.filter(segments=None).count() >= 10  # nobody tells who is rare


@pytest.mark.parametrize(
    ("others", "counted"),
    [("Nurse", (("(-)", 10), ("Nurse", 10))), ("(-)", (("(-)", 20),))],
)
def test_answers_that_read_like_none_are_counted_like_any_other(
    read, organisation, others, counted
):
    rows = "".join(f"p{n},Quiet,{'-' if n % 2 else others}\n" for n in range(20))
    found, _ = read("who,said,job\n" + rows, person_column="who", segment_columns=("job",))
    save_answers(
        name="Wards", questions=["What?"], found=found, segments=["Job"], source="", at=NOON
    )

    (job,) = joined_by_segment(Programme.objects.get())
    assert job.counts == counted


def test_segments_are_not_brought_beside_people_who_join(saved, programme):
    with pytest.raises(DomainError, match="Name a new programme"):
        saved(name=programme.name)
    assert not Idea.objects.filter(question__text="What is best?").exists()


def test_nothing_is_half_imported(saved):
    with pytest.raises(DomainError, match="between 1 and 300"), transaction.atomic():
        saved(questions=["What is best?", "x" * 301])
    assert Idea.objects.count() == 0


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        (
            'See <a href="https://x.org/a?b=1&amp;c">this page</a>.',
            "See this page (https://x.org/a?b=1&c).",
        ),
        ('<a href="https://x.org">https://x.org</a>', "https://x.org"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ("a<script>alert(1)</script>b<style>p{}</style>c<!-- d -->e", "abce"),
        ("Fish &amp; chips &lt;3 &#8364;5", "Fish & chips <3 €5"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("write to <ana@x.org>", "write to <ana@x.org>"),
        ("AT&T; Q&A", "AT&T; Q&A"),
        ("<p>open", "open"),
        ("<strong>bold</strong> words", "bold words"),
    ],
)
def test_markup_in_a_cell_becomes_words(markup, kept):
    assert as_words(markup) == kept
