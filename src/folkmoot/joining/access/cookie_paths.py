"""Where the cookies of one programme live, and who may read them."""

from typing import Literal, TypedDict

from django.conf import settings

from folkmoot.programmes.models import Programme


class CookiePath(TypedDict):
    path: str
    secure: bool
    httponly: bool
    samesite: Literal["Lax"]


def cookie_path(programme: Programme) -> str:
    return f"/p/{programme.organisation.slug}/{programme.slug}/"


def cookie_home(programme: Programme) -> CookiePath:
    """For every cookie that joining sets: this programme's pages alone, and no script."""
    return {
        "path": cookie_path(programme),
        "secure": settings.IS_HTTPS,
        "httponly": True,
        "samesite": "Lax",
    }
