"""Where the cookies of one programme live."""

from folkmoot.programmes.models import Programme


def cookie_path(programme: Programme) -> str:
    return f"/p/{programme.organisation.slug}/{programme.slug}/"
