"""Which language texts are in, and names without the small words of any."""

import pytest

from insight.text.codebook import propose_codebook
from insight.text.embedding import HashingEmbedder
from insight.text.language import language_of, languages_of, present, small_words
from insight.text.tokens import words

SAID = {
    "en": (
        "We wait far too long for an appointment",
        "The staff were kind and helpful",
        "Please mend the lights in the car park",
        "Nobody tells us what is going on",
        "More buses at night would help",
        "It should be easier to reach somebody by phone",
    ),
    "de": (
        "Wir warten viel zu lange auf einen Termin",
        "Die Parkplätze sind immer voll",
        "Mehr Busse in der Nacht wären gut",
        "Um die Schule herum fahren alle zu schnell",
        "Niemand sagt uns, was los ist",
        "Es gibt zu wenig Personal auf der Station",
    ),
    "fr": (
        "Il faut plus de places pour les vélos",
        "On attend trop longtemps un rendez-vous",
        "Le parking est toujours plein",
        "Personne ne nous dit ce qui se passe",
        "Les bus ne passent pas la nuit",
        "Nous voulons une salle pour les jeunes",
    ),
    "cy": (
        "Mae angen mwy o fysiau yn y nos",
        "Mae'r maes parcio yn llawn bob amser",
        "Does neb yn dweud wrthym beth sy'n digwydd",
        "Hoffwn weld mwy o Gymraeg yn yr ysbyty",
        "Rydym yn aros yn rhy hir am apwyntiad",
        "Dylai fod lle i chwarae ar gyfer y plant",
    ),
    "es": (
        "Hay que esperar demasiado para una cita",
        "Los autobuses no pasan por la noche",
        "El aparcamiento siempre está lleno",
        "Nadie nos dice qué pasa",
        "Queremos más espacios para los jóvenes",
        "La comida del hospital es muy mala",
    ),
    "pl": (
        "Za długo czekamy na wizytę",
        "Parking jest zawsze pełny",
        "W nocy nie jeżdżą autobusy",
        "Nikt nam nie mówi, co się dzieje",
        "Potrzebujemy więcej miejsc dla młodzieży",
        "Jedzenie w szpitalu jest bardzo złe",
    ),
    "zh": ("我們等得太久了", "停車場總是滿的", "晚上沒有公車", "沒有人告訴我們", "醫院的食物很差"),
    "ar": ("ننتظر وقتا طويلا جدا للموعد", "موقف السيارات ممتلئ دائما", "لا توجد حافلات في الليل"),
}


@pytest.mark.parametrize("code", SAID)
def test_the_language_of_most_sentences_is_told_and_none_is_taken_for_another(code):
    told = [language_of(text) for text in SAID[code]]

    assert told.count(code) >= 0.8 * len(told)
    assert set(told) <= {code, ""}


@pytest.mark.parametrize("text", ["", "42", "Lazaro", "!!!"])
def test_what_has_no_small_words_is_of_no_language(text):
    assert language_of(text) == ""


def test_the_main_language_is_that_of_most_texts():
    found = languages_of([*SAID["de"], *SAID["en"][:2]])

    assert found.main == "de"
    assert dict(found.counts)["en"] == 2


def test_a_stray_text_brings_in_no_language():
    assert present(["en"] * 30 + ["de"]) == ("en",)


def test_no_theme_is_called_after_a_filler_or_a_small_word():
    places = ("am Bahnhof", "an der Schule", "im Zentrum", "bei uns")
    said = [
        f"{words} {place}"
        for words in (
            "Um die Parkplätze kümmert sich niemand",
            "Um Parkplätze geht es, es sind zu wenig",
            "Die Busse fahren nicht um acht und auch nicht um neun",
            "Busse, um die wir uns nicht kümmern müssen, wären gut",
        )
        for place in places
    ]

    found = propose_codebook(said, embedder=HashingEmbedder(256), n_themes=2)

    small = small_words(["de"])
    assert found.themes
    for theme in found.themes:
        for phrase in theme.phrases:
            parts = words(phrase)
            assert parts[0] not in small, phrase
            assert parts[-1] not in small, phrase


def test_texts_in_another_language_that_fit_no_theme_say_so():
    kinds = ("The car park is full", "Parking is dear", "The food is cold", "Portions of food")
    places = ("at night", "on the ward", "in winter", "for visitors", "by the gate")
    said = [f"{kind} {place}" for kind in kinds for place in places]

    found = propose_codebook([*said, SAID["ar"][0]], embedder=HashingEmbedder(256), n_themes=2)

    reasons = dict(zip(found.other.index.tolist(), found.other.why, strict=True))
    assert reasons.get(len(said), "in a theme") in {"another language", "in a theme"}
