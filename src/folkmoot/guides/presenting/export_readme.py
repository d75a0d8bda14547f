# ruff: noqa: E501 - the lines are those of the file
"""What stands in the folder of an export, what protects the people in it, what can be inferred."""

from django.utils.translation import gettext as _

from folkmoot.core.exports import RULE


def readme(*, programme: str, organisation: str, tables: str) -> str:
    title = _("Folkmoot export: %(programme)s (%(organisation)s)")
    names = {"programme": programme, "organisation": organisation}
    parts = [title % names, f"{tables}\n{_files()}", f"{_reading()}\n{RULE}", *_people()]
    return "\n\n".join(parts) + "\n"


def _files() -> str:
    return _(
        "themes.csv     theme, phrases, texts, of_texts, ideas (those it holds, by their ids)\n"
        "results.json   the latest analysis: its method, parameters, seed, version and findings"
    )


def _reading() -> str:
    themes = _(
        "Themes are those that a person accepted, by the names that people gave them. What the machine\n"
        'only proposes stays on the page "What do they think?". A text stands in the theme it is most\n'
        'like: "texts" of "of_texts" are mainly about it, whatever words they use.'
    )
    ids = _(
        "Ideas, comments and questions have the same ids in every file; ids begin with i, so that no\n"
        "spreadsheet takes one for a number. All tables are UTF-8 with a byte order mark, comma separated."
    )
    return f"{themes}\n\n{ids}"


def _people() -> tuple[str, str]:
    protected = _(
        "What protects the people in it\n"
        "- Each vote is a row by itself, the last stance of somebody on an idea. Nothing says which rows\n"
        "  are of one person, and no table says who wrote an idea or a comment.\n"
        "- No segments, channels or places. No day finer than a month.\n"
        "- Rows are in random order, so that the order of arrival cannot be read.\n"
        "- Hidden and withdrawn ideas and comments, the votes on them, and all rehearsals are left out."
    )
    inferred = _(
        "What can be inferred all the same\n"
        "- Ideas that more people voted on were probably there earlier.\n"
        "- Of two exports, the difference says what was voted in between.\n"
        "- What people wrote may tell who they are.\n"
        "Keep this folder as you would keep an interview: share it with those who need it, and delete it\n"
        "when you are done."
    )
    return protected, inferred
