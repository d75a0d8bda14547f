"""A framework and its parts, and what a cited figure is about."""

from uuid import UUID

from folkmoot.frameworks.models import Framework, Section, Statement
from folkmoot.programmes.models import Programme


def framework_of(programme: Programme) -> Framework | None:
    return Framework.objects.filter(programme=programme).first()


def section_in(framework: Framework, section_id: UUID) -> Section | None:
    return Section.objects.filter(framework=framework, pk=section_id).first()


def statement_in(framework: Framework, statement_id: UUID) -> Statement | None:
    return (
        Statement.objects.filter(section__framework=framework, pk=statement_id)
        .select_related("section__framework__programme__organisation")
        .first()
    )


def idea_behind(target: str) -> int | None:
    """The idea that a figure is about, where it is about one."""
    about, _, id_ = target.partition(":")
    return int(id_) if about in {"support", "consensus"} else None


def theme_behind(target: str) -> str:
    """The theme that a figure is about, by its id; empty where it is about something else."""
    about, _, id_ = target.partition(":")
    return id_ if about == "theme" else ""
