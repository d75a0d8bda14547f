"""The product's words in other languages, without GNU gettext (docs/developers/translating.md).

``python -m scripts.i18n`` and
- ``bare [ROOM]``: sentences that no translation is asked for, each with its place;
- ``update``: bring the catalogues up to date with the code, keeping what is translated;
- ``compile``: write the .mo files from the .po files;
- ``missing``: what participants can meet and a catalogue does not say, for translators;
- ``check``: what is wrong in the catalogues; ``check --complete`` also what is missing in them of
  what participants see, and every bare sentence.
"""

import argparse
import json
import sys
from collections import Counter

from scripts.i18n import LANGUAGES, LOCALE
from scripts.i18n.audience import for_participants, missing
from scripts.i18n.bare import bare, early
from scripts.i18n.catalogue import brought_up_to_date, compiled, path_of, read, written
from scripts.i18n.checking import problems
from scripts.i18n.extraction import extract


def update() -> int:
    messages = extract()
    for language in LANGUAGES:
        file = path_of(language, LOCALE)
        old = read(file, language)
        new = brought_up_to_date(old, messages, for_participants=for_participants(messages))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written(new), encoding="utf-8")
        left = len(missing(new, messages))
        _say(f"{language}: {len(messages)} messages; {left} of participants not translated")
    return compile_all()


def compile_all() -> int:
    for language in LANGUAGES:
        file = path_of(language, LOCALE)
        file.with_suffix(".mo").write_bytes(compiled(read(file, language)))
    return 0


def list_missing() -> int:
    messages = extract()
    for language in LANGUAGES:
        for key in missing(read(path_of(language, LOCALE), language), messages):
            message = messages[key]
            told = {"context": message.context, "text": message.text, "plural": message.plural}
            _say(json.dumps({**told, "files": message.files}, ensure_ascii=False))
    return 0


def check(*, is_complete: bool) -> int:
    failures = []
    for language in LANGUAGES:
        file = path_of(language, LOCALE)
        catalogue = read(file, language)
        failures += [f"{language}: {problem}" for problem in problems(catalogue)]
        if is_complete:
            lacking = missing(catalogue, extract())
            failures += [f"{language}: not translated: {key[1]!r}" for key in lacking]
        made = file.with_suffix(".mo")
        if not made.exists() or made.read_bytes() != compiled(catalogue):
            failures.append(f"{language}: the .mo is not made from the .po: run compile")
    if is_complete:
        failures += [f"bare: {one.file}:{one.line}: {one.text[:150]}" for one in bare()]
    for failure in failures:
        _say(failure)
    return bool(failures)


def list_bare(room: str) -> int:
    found = [one for one in bare() if one.file.startswith(room)]
    for one in found:
        _say(f"{one.file}:{one.line}: {one.text[:150]}")
    for name, count in sorted(Counter(one.file.split("/")[0] for one in found).items()):
        _say(f"{count:5} {name}")
    _say(f"{len(found):5} in all")
    before = sum(one.file.startswith(room) for one in early())
    _say(f"{before:5} more are read before there is a language")
    return bool(found)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=["bare", "update", "compile", "missing", "check"])
    parser.add_argument("room", nargs="?", default="")
    parser.add_argument("--complete", action="store_true")
    given = parser.parse_args()
    if given.act == "bare":
        return list_bare(given.room)
    if given.act == "check":
        return check(is_complete=given.complete)
    return {"update": update, "compile": compile_all, "missing": list_missing}[given.act]()


if __name__ == "__main__":
    sys.exit(main())
