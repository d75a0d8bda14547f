"""Every address of the product, with made-up but well-formed arguments."""

import re
import uuid

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RegexPattern

SAMPLES = {"IntConverter": 1, "RefConverter": 1, "UUIDConverter": uuid.UUID(int=1)}


def all_addresses(**known):
    """(path, name) of each; ``known`` gives arguments by name (org="northmoor")."""
    return sorted(set(_walk(get_resolver(), "/", known)))


def form_addresses(*clients, **known):
    """{path: name with its space} of each that takes a form. Asking does nothing: each client
    asks what is allowed. Some doors answer only who is signed in, others only who is not."""
    return {
        path: resolve(path).view_name
        for path, _ in all_addresses(**known)
        if is_found(path) and any("POST" in _allowed(client, path) for client in clients)
    }


def is_found(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _allowed(client, path):
    return client.options(path).headers.get("Allow", "")


def _walk(resolver, before, known):
    for one in resolver.url_patterns:
        path = before + _draw(one.pattern, known)
        if isinstance(one, URLResolver):
            yield from _walk(one, path, known)
        elif isinstance(one, URLPattern):
            yield path, str(one.name or path)


def _draw(pattern, known):
    if isinstance(pattern, RegexPattern):
        regex = pattern.regex.pattern
        if "uidb36" in regex:
            return "password/reset/key/1-abc/" if "password" in regex else "1-abc/"
        return regex.replace("^", "").split("(")[0].replace("$", "").replace("\\Z", "")
    path = str(pattern)
    for name, converter in pattern.converters.items():
        sample = known.get(name, SAMPLES.get(type(converter).__name__, "nothing"))
        path = re.sub(rf"<(\w+:)?{name}>", str(converter.to_url(sample)), path)
    return path
