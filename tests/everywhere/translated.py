"""A product in a made-up language, whose people write in letters of their own.

What the product says is in accents then, and what people wrote in Cyrillic: a word in plain
letters on a page is one that no translation was asked for.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
from django.apps import apps
from django.db import models
from django.test import Client
from scripts.i18n.catalogue import read
from scripts.i18n.extraction import Message, extract
from scripts.i18n.pseudo import LETTERS, write_locale

from folkmoot.questions.definitions import sha256_of
from folkmoot.questions.models import Edition

# Our libraries' own words, from their catalogues.
LIBRARIES = (
    Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po",
    Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po",
)
OTHERS = str.maketrans(LETTERS, "абцдефгхийклмнопярстуввхузАБЦДЕФГХИЙКЛМНОПЯРСТУВВХУЗ")
# Addresses, keys and codes are no words; nor are they what somebody wrote.
NO_PROSE = re.compile(r"(slug|code|key|hash|token|url|email|address|state|kind|role|mode|act)$")
SHOWN = {"aria-label", "aria-description", "placeholder", "title", "alt", "label"}
ADDRESSES = re.compile(
    r"\S*(?:@|://|/|\.[a-z]{2,4}\b)\S*|\b\w*\d\w*\b|&\w+;|\b[a-z]+(?:-[a-z]+)+\b|\{\w+\}"
)
PLAIN = re.compile(r"[A-Za-z]{3,}")
NAMES = {"Folkmoot"}
NOT_OURS = {"no address", "Scales: People rate, and say why."}  # a cell of a list; the tests' toy
BUTTONS = {"submit", "button"}
SILENT = {"script", "style", "code", "output", "kbd"}
EMPTY = {"br", "img", "input", "meta", "link", "hr", "col", "source", "wbr", "area", "base"}


def speak(locale: str, settings, folder: Path) -> None:
    """The whole product, in this language alone, as if nobody knew another."""
    messages = {key: message for file in LIBRARIES for key, message in _library(file).items()}
    write_locale(folder, locale, {**messages, **extract()}.values())
    code = locale.replace("_", "-").lower()
    settings.LOCALE_PATHS = [folder]
    settings.LANGUAGES = [(code, "·"), ("cy", "··")]
    settings.LANGUAGE_CODE = code


def _library(file: Path) -> dict[tuple[str, str], Message]:
    return {
        key: Message(text=entry.text, context=entry.context, plural=entry.plural)
        for key, entry in read(file, "en").entries.items()
        if not entry.is_obsolete
    }


def write_in_letters_of_their_own() -> None:
    """Everything that people wrote, wherever it is kept."""
    for model in apps.get_models():
        if model is Edition:
            _rewrite_editions()
        elif model.__module__.startswith("folkmoot."):
            _rewrite(model)


def _rewrite_editions() -> None:
    """Behind the product's back, with the hash of their new words: an edition never changes."""
    for edition in Edition.objects.all():
        said = _in_their_letters(json.loads(edition.definition))
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        models.QuerySet(Edition).filter(pk=edition.pk).update(
            definition=text, sha256=sha256_of(text)
        )


def _rewrite(model: type[models.Model]) -> None:
    named = [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        if not (field.choices or field.primary_key or NO_PROSE.search(field.name))
        if not isinstance(field, models.SlugField | models.EmailField | models.UUIDField)
    ]
    changed = []
    for row in model._default_manager.all() if named else []:
        said = {name: getattr(row, name) for name in named}
        new = {name: _in_their_letters(value) for name, value in said.items()}
        if new != said:
            for name, value in new.items():
                setattr(row, name, value)
            changed.append(row)
    if changed:
        model._default_manager.bulk_update(changed, named, batch_size=200)


def _in_their_letters(value):
    if isinstance(value, dict):
        return {key: _in_their_letters(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_in_their_letters(one) for one in value]
    if isinstance(value, str) and re.search(r"[A-Za-z]{2,} \w|^[A-Z][a-z]+\b|^[A-Z]{3}$", value):
        return value.translate(OTHERS)
    return value


class Remembering:
    """A browser that keeps every page it was shown, and what it was drawn from."""

    def __init__(self, client: Client) -> None:
        self.client, self.pages, self.templates = client, {}, {}

    def get(self, path, **options):
        answer = self.client.get(path, **options)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            self.pages[path] = answer.content.decode()
            self.templates[path] = {one.origin.name for one in answer.templates if one.origin}
        return answer


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.within: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in EMPTY:
            self.within.append(tag)
        got = {name: value or "" for name, value in attrs}
        for name, value in got.items():
            is_button = (
                tag == "input" and name == "value" and got.get("type") in {"submit", "button"}
            )
            if name in SHOWN or is_button:
                self._read(value)

    def handle_endtag(self, tag):
        if tag in self.within:
            while self.within.pop() != tag:
                pass

    def handle_data(self, data):
        if not SILENT & set(self.within):
            self._read(data)

    def _read(self, text):
        plain = set(PLAIN.findall(ADDRESSES.sub(" ", text))) - NAMES
        if plain and text.strip() not in NOT_OURS:
            self.found.append(" ".join(text.split()))


def plain_words(html: str) -> list[str]:
    """Texts of a page with words in plain letters."""
    reader = _Words()
    reader.feed(html)
    return list(dict.fromkeys(reader.found))
