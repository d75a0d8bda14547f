"""What people type, made safe to keep without changing what it says: the one cleaner of texts.

Nothing that can be seen is taken away. What goes: control characters; marks that turn the
direction of what follows, by which a line can read other than it was written; invisible
characters with no work to do, in which something can be hidden. What stays: the joiners that
Persian, the scripts of India and emoji are written with, word breaks of Thai and Khmer, single
direction marks, and one variation selector after a character.
"""

# ruff: noqa: RUF001, RUF002 (letters that look like others are what this is about)
import re
import unicodedata

from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError
from folkmoot.core.formats import number

BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls (NUL is refused by PostgreSQL); soft hyphens; embeddings, overrides and isolates; what
# mathematics, music, shorthand and old formats hide; byte order marks; what says it is no
# character.
NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u202a-\u202e\u2061-\u206f\ufdd0-\ufdef\ufeff\ufff0-\ufffb"
    "\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff"
    "\U000e01f0-\U000e0fff]"
)
# Tags are written only in the flags of England, Scotland and Wales and their like.
TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)|[\U000e0000-\U000e007f]")
SELECTORS = "\ufe00-\ufe0f\u180b-\u180d\u180f\U000e0100-\U000e01ef"
SELECTED = re.compile(f"(?:(?<=\\s)|^)[{SELECTORS}]+|(?<=[{SELECTORS}])[{SELECTORS}]+")
JOINERS = re.compile("([\u034f\u200b-\u200d\u2060])[\u034f\u200b-\u200d\u2060]+")
DIRECTIONS = re.compile("([\u061c\u200e\u200f])[\u061c\u200e\u200f]+")
# Letters and symbols by their category, and yet nothing but room: fillers of Korean, the blank
# of braille, a note without a head, what stands for a picture that was left behind.
BLANK = "\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0\ufffc\U00013441\U00013442\U0001d159"
FILLERS = re.compile("[\u2800\u3164\uffa0]")
SPACES = " \t\n\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
BEGINS = re.compile(f"^[{SPACES}{BLANK}{SELECTORS}\u034f\u200b-\u200d\u2060]+")
# Not by an expression: one would try each place of a long run of spaces in the middle of a text.
ENDS = "".join(
    re.findall(f"[{SPACES}{BLANK}\u034f\u200b\u2060]", "".join(map(chr, range(0x1D15A))))
)
MOST_MARKS = 30  # on one letter, as in the stream-safe form of Unicode; no script needs half of it
UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Mn", "Mc", "Me"})
SEEN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")


class Unusable(DomainError):
    """The text is empty or too long."""


def clean_text(typed: str) -> str:
    """Paragraphs: line breaks made one kind, ends trimmed; "" where there is nothing to see.

    >>> clean_text("  Open the \\u202egate\\u202c\\r\\nat six ")
    'Open the gate\\nat six'
    >>> clean_text("\\u3164\\u200b\\u2800")
    ''
    """
    text = BREAKS.sub("\n", typed.encode("utf-8", "replace").decode())
    text = TAGS.sub(lambda flag: flag[1] or "", NEVER.sub("", text))
    text = DIRECTIONS.sub(r"\1", JOINERS.sub(r"\1", SELECTED.sub("", text)))
    text = BEGINS.sub("", unicodedata.normalize("NFC", bounded(text))).rstrip(ENDS)
    return text if is_seen(text) else ""


def bounded(text: str) -> str:
    """No more marks on one letter than any script has: putting thousands of them in their
    order would hold up everybody else.

    >>> len(bounded("e" + "\\u0301" * 5000))
    31
    """
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def clean_line(typed: str) -> str:
    """One line of words, such as a name or a title.

    >>> clean_line("Ward\\t5\\n east")
    'Ward 5 east'
    """
    return " ".join(clean_text(FILLERS.sub(" ", typed)).split())


def usable_text(
    typed: str,
    longest: int,
    *,
    refusal: type[DomainError] = Unusable,
    empty: str = "",
) -> str:
    """The cleaned text, or a refusal that says what to do."""
    text = clean_text(typed)
    if not text:
        raise refusal(empty or _("There is nothing to keep: write a few words first."))
    if len(text) > longest:
        room = {"number": number(len(text)), "longest": number(longest)}
        raise refusal(_("This has %(number)s characters; there is room for %(longest)s.") % room)
    return text


def usable_line(
    typed: str,
    longest: int,
    *,
    refusal: type[DomainError] = Unusable,
    empty: str = "",
) -> str:
    """The same for a name or a title."""
    return usable_text(clean_line(typed), longest, refusal=refusal, empty=empty)


def is_seen(text: str) -> bool:
    """Marks that nobody can see are no words, however many there are."""
    return any(map(_is_seen, text))


def _is_seen(character: str) -> bool:
    if character in SEEN_FORMATS:
        return True
    if character in BLANK or NEVER.match(character) or TAGS.match(character):
        return False
    return unicodedata.category(character) not in UNSEEN


def shortened(line: str, longest: int) -> str:
    """At most so long, with a sign where something was left out.

    >>> shortened("A quiet hour", 8)
    'A quiet…'
    """
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def as_phrase(typed: str) -> str:
    """What somebody typed, to stand inside a sentence of ours: without a full stop of its own.

    >>> as_phrase("the staff list of May.")
    'the staff list of May'
    """
    words = typed.strip()
    return words[:-1].rstrip() if words.endswith(".") and not words.endswith("..") else words


def as_sentence(typed: str) -> str:
    """What somebody typed, to stand after a sentence of ours: a capital first, a stop last.

    Names keep how they are written.

    >>> as_sentence("running health services")
    'Running health services.'
    >>> as_sentence("eCare is why!")
    'eCare is why!'
    """
    words = typed.strip()
    first = words.split(maxsplit=1)[0] if words else ""
    if first.islower() and not {"@", "/", "."} & set(first.rstrip(".,:;!?")):
        words = words[0].upper() + words[1:]
    ends = words.rstrip("\"'’”»)")
    return words if not ends or unicodedata.category(ends[-1]).startswith("P") else f"{words}."


def fold(text: str) -> str:
    """A text as a search compares it: accents, case and width do not matter.

    >>> fold("CAFÉ Łódź Straße İstanbul ŵyau"), fold("ΆΓΙΟΣ") == fold("αγιος"), fold("Ｆｕｌｌ")
    ('cafe lodz strasse istanbul wyau', True, 'full')
    """
    if text.isascii():
        return text.casefold()
    plain = _plainer(unicodedata.normalize("NFKD", text)).casefold()
    bare = ACCENTS.sub("", unicodedata.normalize("NFKD", _plainer(plain)))
    return unicodedata.normalize("NFKC", bare)  # so that a syllable of Korean stays one


# Letters that Unicode does not take apart, and which people type without the stroke.
ALIKE = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe",
    "Œ": "OE", "þ": "th", "Þ": "TH", "ς": "σ", "’": "'", "‘": "'", "\u02bc": "'",
    "“": '"', "”": '"', "\u2010": "-", "\u2011": "-", "–": "-",
}  # fmt: skip
STROKED = re.compile("[" + "".join(ALIKE) + "]")
# Marks of Latin, Greek, Cyrillic, Arabic and Hebrew, and what shows as nothing; never vowels of
# Hindi, which are letters of their own.
ACCENTS = re.compile(
    "[\u0300-\u036f\u05b0-\u05bd\u064b-\u065f\xad\u200b-\u200f\u2060\u061c\ufe00-\ufe0f]"
)


def _plainer(text: str) -> str:
    return STROKED.sub(lambda found: ALIKE[found[0]], text)
