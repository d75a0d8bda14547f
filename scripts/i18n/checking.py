"""What would make a translation wrong whatever its words say."""

import re
from collections.abc import Iterator

from scripts.i18n.catalogue import Catalogue, Entry

PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}")
TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
ALONE = {"cy": (0, 1)}  # forms that mean exactly one number, and may say it as a word


def problems(catalogue: Catalogue) -> Iterator[str]:
    for entry in catalogue.entries.values():
        if entry.is_obsolete:
            continue
        if "fuzzy" in entry.flags:
            yield f"fuzzy: {entry.text!r}"
        if any(entry.said):
            yield from (f"{what}: {entry.text!r}" for what in _wrong(entry, catalogue))


def _wrong(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    forms = catalogue.plural_forms if entry.plural else 1
    if len(entry.said) != forms or not all(entry.said):
        yield f"has {sum(map(bool, entry.said))} of {forms} forms"
        return
    alone = ALONE.get(catalogue.language, (0,)) if entry.plural else ()
    for form, said in enumerate(entry.said):
        # Where a form means one number alone, that number may be a word.
        source = entry.plural or entry.text
        needed, held = _placeholders(source), _placeholders(said)
        missing = needed - held - ({"%(count)s", "%(count)d"} if form in alone else set())
        if entry.plural and form in alone:
            missing &= _placeholders(entry.text)
        if missing or held - needed - _placeholders(entry.text):
            yield f"form {form} has placeholders {sorted(held)}, not {sorted(needed)}"
        if sorted(TAGS.findall(said)) not in (
            sorted(TAGS.findall(source)),
            sorted(TAGS.findall(entry.text)),
        ):
            yield f"form {form} has other tags"
        for edge in (0, -1):
            if source[edge].isspace() != said[edge].isspace():
                yield f"form {form} begins or ends with other space"


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDERS.findall(text))
