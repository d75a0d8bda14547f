"""Ids in addresses."""

from django.urls import register_converter

from folkmoot.core.ids import from_ref, to_ref


class RefConverter:
    """A 63-bit id as 13 characters, so that addresses stay short."""

    regex = "[0-9a-hjkmnp-tv-z]{13}"

    def to_python(self, value: str) -> int:
        return from_ref(value)

    def to_url(self, value: int) -> str:
        return to_ref(value)


def register() -> None:
    register_converter(RefConverter, "ref")
