"""The demonstration's framework, drafted from its own evidence, and its guide."""

from datetime import datetime, timedelta

from folkmoot.accounts.policy import Actor
from folkmoot.demo import framework as drafted
from folkmoot.frameworks import services as frameworks
from folkmoot.frameworks.presenting import latest_figures
from folkmoot.guides.services import publish_guide
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Idea


def publish(people: dict[str, Actor], programme: Programme, at: datetime) -> None:
    actor = people["analyst"]
    framework = frameworks.create_framework(
        actor=actor, programme=programme, at=at, title=drafted.TITLE, from_analysis=False
    )
    frameworks.edit_framework(
        actor=actor,
        framework=framework,
        title=drafted.TITLE,
        introduction=drafted.INTRODUCTION,
        revision=framework.revision,
        at=at,
    )
    known = dict(
        Idea.objects.filter(question__activity__programme=programme).values_list("text", "pk")
    )
    figures = {figure.key for figure in latest_figures(programme)}
    for title, introduction, statements in drafted.SECTIONS:
        section = frameworks.add_section(
            actor=actor, framework=framework, title=title, introduction=introduction, at=at
        )
        for text, explanation, starts in statements:
            statement = frameworks.add_statement(
                actor=actor, section=section, text=text, explanation=explanation, at=at
            )
            cited = [pk for said, pk in known.items() if said.startswith(tuple(starts))]
            frameworks.cite_ideas(actor=actor, statement=statement, idea_ids=cited, at=at)
            keys = [key for key in (f"support:{pk}" for pk in cited) if key in figures]
            if keys:
                frameworks.cite_figures(actor=actor, statement=statement, keys=keys, at=at)
    publish_guide(actor=people["facilitator"], framework=framework, at=at + timedelta(days=1))
