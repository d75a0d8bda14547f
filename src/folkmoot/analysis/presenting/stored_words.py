"""The sentences that a run keeps, in English, and how they are told in the reader's language.

A result's bytes hang on no language: the same input gives the same ones, whoever asks for it.
Its sentences are few and known. Each is recognised by its form, its figures are taken out, and
it is told anew; so are those of runs that were kept before there were translations.
"""

import re
from functools import cache

from django.utils.translation import gettext as looked_up
from django.utils.translation import gettext_noop

from folkmoot.core.formats import listed

NO_GROUPS = gettext_noop("No opinion groups could be found.")
NO_THEMES = gettext_noop("No themes could be found.")
WHY_NONE = {
    "TooFewVoters": gettext_noop(
        "Too few people have voted. Invite more people to vote, then analyse again."
    ),
    "TooFewIdeas": gettext_noop(
        "Votes are needed on at least two ideas. Analyse again once there are some."
    ),
    "NoDifferences": gettext_noop(
        "Everybody voted alike, so there is nothing to tell people apart by. Analyse again once "
        "more people have voted on more ideas."
    ),
    "TooFewTextsError": gettext_noop(
        "Too few different texts have been written. Analyse again once more people have written."
    ),
    "ExtraMissingError": gettext_noop(
        "The part of the program that reads texts is not installed. Ask whoever runs this "
        "installation to install the “text” extra, then analyse again."
    ),
    "ModelFileError": gettext_noop(
        "The files of the language model are not complete. Ask whoever runs this installation "
        "to install them anew, then analyse again."
    ),
}
FAULT = gettext_noop(
    "This is a fault in the program, not in what people said. Nothing was lost. Analyse again; "
    "if it stops again, tell whoever runs this installation."
)
TOO_SMALL = gettext_noop(
    "No opinion groups are shown: at least two groups of %(smallest)s people are needed, so that "
    "nobody can be recognised in one."
)
MERGED = gettext_noop(
    "The votes fell into %(count)s groups, one of them with fewer than %(smallest)s people; "
    "groups were merged so that nobody can be recognised."
)
COUNTED = gettext_noop(
    "The sentence model is not installed here, so words were counted and their meaning was not "
    "understood."
)
ALIKE = gettext_noop("Texts that mean alike were put together with %(model)s.")
ALL_IN = gettext_noop("All %(all)s texts are in %(language)s.")
SOME_IN = gettext_noop("Of %(all)s texts at least %(parts)s.")
PART_IN = gettext_noop("%(count)s in %(language)s")
READ_ROUGHLY = gettext_noop(
    "The sentence model was made for English and reads these roughly: their themes and names may "
    "mislead. Read more of each before you accept it."
)
READ_BADLY = gettext_noop(
    "The sentence model was made for English and reads these badly: their themes and names may "
    "mislead. Read more of each before you accept it."
)
STOPPED = gettext_noop(
    "The analysis stopped because of a fault in the program (%(fault)s). Nothing was lost. Try "
    "again; if it stops again, tell whoever runs this installation."
)
ABANDONED = gettext_noop(
    "The analysis was stopped from outside each time it was tried: often the machine ran out of "
    "memory, or was restarted. Ask whoever runs this installation, then try again."
)
NO_MEMORY = gettext_noop(
    "There was not enough memory for this analysis. Run it on a machine with more, or with less "
    "else running."
)
NO_SETTING = gettext_noop("The analysis was asked for with a setting that is not known.")
CHANGED = gettext_noop(
    "The frozen input of this run was changed after it was stored, so it was not used. Run the "
    "analysis again."
)
MISSING = gettext_noop(
    "The frozen input of this run is missing from the file store. Restore it from a backup, or "
    "run the analysis again."
)
STANDS = gettext_noop(
    "Since run %(run)s somebody took back what they said, and fewer than %(smallest)s people have "
    "spoken or taken something back. New figures beside those of that run would show what it "
    "was. Run %(run)s stands until there are %(smallest)s of them."
)
FREEZING = gettext_noop("Freezing what was said")
READING_INPUT = gettext_noop("Reading the frozen input")
COUNTING = gettext_noop("Counting who took part")
FINDING_GROUPS = gettext_noop("Finding opinion groups")
RANKING = gettext_noop("Ranking ideas")
READING_TEXTS = gettext_noop("Reading what people wrote")
KEEPING = gettext_noop("Keeping the result")
DONE = gettext_noop("Done")
TOO_FEW = gettext_noop("too few texts to find themes in")  # why a text is in no theme
WAS = {  # what people had made of a theme
    "renamed": gettext_noop("renamed"),
    "merged": gettext_noop("merged"),
    "accepted": gettext_noop("accepted"),
}
LANGUAGES = {
    "ar": gettext_noop("Arabic"),
    "cy": gettext_noop("Welsh"),
    "de": gettext_noop("German"),
    "el": gettext_noop("Greek"),
    "es": gettext_noop("Spanish"),
    "fr": gettext_noop("French"),
    "he": gettext_noop("Hebrew"),
    "hi": gettext_noop("Hindi"),
    "it": gettext_noop("Italian"),
    "ja": gettext_noop("Japanese"),
    "ko": gettext_noop("Korean"),
    "nl": gettext_noop("Dutch"),
    "pl": gettext_noop("Polish"),
    "pt": gettext_noop("Portuguese"),
    "ru": gettext_noop("Russian"),
    "sv": gettext_noop("Swedish"),
    "th": gettext_noop("Thai"),
    "zh": gettext_noop("Chinese"),
}
# Between the parts of what is kept; never between those of what is told.
AND = " and "  # not for people: as it is kept
SENTENCES = (
    *(NO_GROUPS, NO_THEMES, *WHY_NONE.values(), FAULT, TOO_SMALL, MERGED),
    *(COUNTED, ALIKE, ALL_IN, SOME_IN, READ_ROUGHLY, READ_BADLY),
    *(STOPPED, ABANDONED, NO_MEMORY, NO_SETTING, CHANGED, MISSING, STANDS),
    *(FREEZING, READING_INPUT, COUNTING, FINDING_GROUPS, RANKING, READING_TEXTS, KEEPING, DONE),
)


def told(kept: str) -> str:
    """Every sentence that is known; what follows one that is not stays as it was kept.

    >>> told("No themes could be found. Too few different texts have been written.")
    'No themes could be found. Too few different texts have been written.'
    """
    sentences, rest = [], kept.strip()
    while rest:
        sentence, rest = _first(rest)
        sentences.append(sentence)
    return " ".join(sentences)


def changes_in_language(kept: str) -> str:
    """
    >>> changes_in_language("renamed and accepted")
    'renamed and accepted'
    """
    return listed([looked_up(WAS.get(word, word)) for word in kept.split(AND)])


def _first(kept: str) -> tuple[str, str]:
    for form, sentence in _forms():
        if found := form.match(kept):
            figures = {name: _figure(name, value) for name, value in found.groupdict().items()}
            words = looked_up(sentence)
            return words % figures if figures else words, kept[found.end() :]
    return kept, ""


def _figure(name: str, value: str) -> str:
    if name == "language":
        return looked_up(value)
    if name != "parts":
        return value
    parts = [part.split(" in ", 1) for part in value.split(AND)]
    return listed(
        [
            looked_up(PART_IN) % {"count": count, "language": looked_up(language)}
            for count, language in parts
        ]
    )


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_form(sentence), sentence) for sentence in SENTENCES)


def _form(sentence: str) -> re.Pattern[str]:
    """A figure that stands in it twice is the same each time."""
    pieces, seen = re.split(r"%\((\w+)\)s", sentence), set[str]()
    form = re.escape(pieces[0])
    for name, literal in zip(pieces[1::2], pieces[2::2], strict=True):
        form += f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
        form += re.escape(literal)
        seen.add(name)
    return re.compile(rf"{form}(?:\s+|$)", re.DOTALL)
