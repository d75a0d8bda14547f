"""Fixtures of the pages of a workshop."""

import pytest
from django.urls import reverse


@pytest.fixture
def at(programme):
    """``at("board", question.pk)``: the address of a participant's page."""
    return lambda name, *args: reverse(
        f"workshops:{name}", args=["northmoor", "safer-wards", *args]
    )


@pytest.fixture
def reader(join, voice):
    """The browser of somebody who has joined."""
    return voice(join())
