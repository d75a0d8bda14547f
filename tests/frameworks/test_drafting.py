import pytest

from folkmoot.activities.queries import texts_by_id
from folkmoot.analysis.models import Run, Theme
from folkmoot.frameworks import presenting, queries, services
from folkmoot.frameworks.models import Evidence
from folkmoot.frameworks.services.drafting import FrameworkExists, NothingAnalysed
from tests.conftest import NOON
from tests.frameworks.evidence import WORDS, analysed, say


def figure_keys(programme):
    return [figure.key for figure in presenting.latest_figures(programme)]


def draft(analyst, programme):
    framework = services.create_framework(actor=analyst, programme=programme, at=NOON)
    return presenting.framework_page(framework)


def test_a_draft_has_one_section_for_each_theme_with_quotes_ready_to_cite(
    analyst, programme, theme
):
    page = draft(analyst, programme)

    assert page.sections[0].title == "Calm wards"
    kinds = [link.kind for link in page.sections[0].statements[0].evidence]
    assert kinds.count(Evidence.Kind.QUOTE) == 3
    assert Evidence.Kind.THEME in kinds


def test_the_machine_words_a_finding_and_says_that_it_did(analyst, programme, theme):
    statement = draft(analyst, programme).statements[0]

    assert statement.text == "4 of 4 texts are mainly about “Calm wards”."
    assert statement.is_drafted


def test_a_draft_is_worded_in_the_programmes_language(analyst, programme, theme):
    programme.language = "cy"
    programme.save()
    statement = draft(analyst, programme).statements[0]
    with programme.in_its_language():
        keyed = {one.key: one for one in presenting.latest_figures(programme)}
        finding = presenting.finding(keyed[f"theme:{theme.pk}"], "")
        detail = presenting.theme_in_words(theme)

    assert statement.text == finding != "4 of 4 texts are mainly about “Calm wards”."
    assert detail in [link.detail for link in statement.evidence]


def test_what_only_the_machine_proposes_is_never_drafted(analyst, programme, ideas):
    kept = analysed(programme, ideas, theme="Kept", groups=((0.9, 40), (0.8, 30)))
    proposed = Theme.objects.create(run=kept.run, name="Um", text_ids=kept.text_ids, position=1)

    page = draft(analyst, programme)

    assert [section.title for section in page.sections] == ["Kept", "What people agree on"]
    assert not [key for key in figure_keys(programme) if str(proposed.pk) in key]
    assert [offer.name for offer in queries.offered_themes(programme)] == ["Kept"]


def test_where_nobody_accepted_a_theme_the_draft_says_what_to_do(analyst, programme, ideas):
    analysed(programme, ideas, accepted=False)
    run = Run.objects.get()
    run.result["ideas"] = []  # nothing that most people support either
    run.save()

    with pytest.raises(NothingAnalysed, match=r"proposes 1 theme, and nobody has accepted it"):
        services.create_framework(actor=analyst, programme=programme, at=NOON)


def test_what_people_agree_on_is_drafted_without_any_theme(analyst, programme, ideas):
    analysed(programme, ideas, accepted=False, groups=((0.9, 40), (0.8, 30)))

    page = draft(analyst, programme)

    assert [section.title for section in page.sections] == ["What people agree on"]
    assert presenting.draft_source(programme) == presenting.DraftSource(
        themes=0, proposed=1, agreed=1
    )


def test_ideas_that_every_group_supports_become_findings(analyst, programme, ideas):
    analysed(programme, ideas, groups=((0.9, 40), (0.8, 30)))

    agreed = draft(analyst, programme).sections[-1]

    assert agreed.title == "What people agree on"
    assert agreed.statements[0].text.startswith("Both opinion groups: at least 80% of each")


def test_at_least_so_many_of_each_is_never_rounded_up(analyst, programme, ideas):
    analysed(programme, ideas, groups=((58 / 64, 64), (0.95, 40)))  # 90.6 % of the first

    finding = draft(analyst, programme).sections[-1].statements[0].text

    assert finding.startswith("Both opinion groups: at least 90% of each")


def test_the_luckiest_of_several_coin_tosses_is_no_finding(analyst, programme, ideas):
    analysed(programme, ideas, accepted=False)
    run = Run.objects.get()
    for place, idea in enumerate(run.result["ideas"]):  # alone, 138 of 241 would be: p = 0.014
        agrees = 138 if place == 0 else 118
        idea |= {"agrees": agrees, "disagrees": 241 - agrees, "passes": 0}
    run.save()

    with pytest.raises(NothingAnalysed):
        draft(analyst, programme)


def test_a_group_under_k_keeps_an_idea_out_of_the_agreement(analyst, programme, ideas):
    analysed(programme, ideas, groups=((0.9, 40), (0.8, 9)))

    figures = presenting.latest_figures(programme)

    assert not [figure for figure in figures if figure.key.startswith("consensus")]


def test_a_hidden_idea_is_never_drafted(analyst, programme, ideas, theme):
    ideas[0].is_hidden = True
    ideas[0].save()

    words = {link.words for one in draft(analyst, programme).statements for link in one.evidence}

    assert not any(WORDS[0] in line for line in words)


def test_without_an_analysis_nothing_is_drafted_and_nothing_is_left(analyst, programme):
    with pytest.raises(NothingAnalysed):
        services.create_framework(actor=analyst, programme=programme, at=NOON)

    assert queries.framework_of(programme) is None


def test_a_programme_has_one_framework(analyst, programme, framework):
    with pytest.raises(FrameworkExists):
        services.create_framework(actor=analyst, programme=programme, at=NOON)


def test_a_result_of_another_version_offers_no_figures(programme, theme):
    theme.run.result = {"schema": 999}
    theme.run.save()

    assert presenting.latest_figures(programme) == []


def test_rehearsals_are_never_evidence(programme, question, join):
    rehearsing = join()
    rehearsing.is_practice = True
    rehearsing.save()
    (idea,) = say(question, "Only a rehearsal", author=rehearsing)

    assert queries.search_ideas(programme, "rehearsal") == []
    assert texts_by_id(programme, [idea.pk]) == {}
