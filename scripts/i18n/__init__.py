"""Catalogues of translations, made with Django and the standard library alone."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src/folkmoot"
LOCALE = SRC / "locale"
LANGUAGES = ("cy",)  # English is what stands in the code
