"""A notice where the sentence model does not read the language of the texts well."""

from folkmoot.analysis.services.language_warning import language_warning

GERMAN = [f"Das ist nicht gut für uns, und es dauert {n} Tage" for n in range(9)]
ENGLISH = [f"We wait for {n} days and it is not good" for n in range(9)]
MODEL = "all-MiniLM-L6-v2-int8-8199be6f699a"


def test_texts_in_the_models_own_language_need_no_notice():
    assert language_warning(ENGLISH, MODEL) == ""


def test_texts_in_another_language_are_counted_beside_all():
    assert language_warning([*ENGLISH, *GERMAN], MODEL).startswith(
        "Of 18 texts at least 9 in German. The sentence model was made for English and reads "
        "these roughly"
    )


def test_a_language_that_the_model_hardly_reads_is_said_to_be_read_badly():
    assert "reads these badly" in language_warning(["我們等得太久了"] * 9, MODEL)


def test_where_all_are_in_one_language_it_says_all():
    assert language_warning(GERMAN, MODEL).startswith(
        "All 9 texts are in German. The sentence model"
    )


def test_one_stray_text_raises_no_notice():
    assert language_warning([*ENGLISH, GERMAN[0]], MODEL) == ""


def test_another_model_is_not_said_to_be_made_for_english():
    assert language_warning(GERMAN, "a-model-of-many-languages") == ""
