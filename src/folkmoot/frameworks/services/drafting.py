"""Begin a framework: from the latest analysis, or from a blank page."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.accounts.policy import Actor
from folkmoot.activities.queries import texts_by_id
from folkmoot.activities.registry import Text
from folkmoot.analysis.models import Theme
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.formats import number
from folkmoot.core.text import clean_line
from folkmoot.frameworks import acts, policy, presenting, queries
from folkmoot.frameworks.models import Evidence, Framework, Section, Statement
from folkmoot.frameworks.services._guard import WHO, record
from folkmoot.programmes.models import Programme

QUOTES_EACH = 3


class FrameworkExists(DomainError):
    pass


class NothingAnalysed(DomainError):
    pass


@transaction.atomic
def create_framework(
    *,
    actor: Actor,
    programme: Programme,
    at: datetime,
    title: str = "",
    from_analysis: bool = True,
) -> Framework:
    """A framework with one section per accepted theme of the latest analysis, or an empty one.

    What the machine words is a finding ("12 of 80 texts are mainly about …"), marked as its
    own until a person edits it: it never puts a promise into the organisation's mouth. Themes
    that no person accepted are no findings, and stay out.
    """
    if programme.organisation_id != actor.organisation.pk or not policy.can_edit(actor.roles):
        raise NotAllowed(WHO)
    try:
        with transaction.atomic():
            framework = Framework.objects.create(
                programme=programme,
                title=clean_line(title)[:120] or programme.name[:120],
                created_on=day_of(at),
            )
    except IntegrityError:
        raise FrameworkExists(_("This programme has a framework already: edit that one.")) from None
    if from_analysis:
        with programme.in_its_language():
            _draft(framework)
        if not framework.sections.exists():
            # Nothing is kept: a framework left empty would stand in the way of a later draft.
            raise NothingAnalysed(_why_nothing(programme))
    record(actor, framework, acts.FRAMEWORK_CREATED, framework.title, at)
    return framework


def _why_nothing(programme: Programme) -> str:
    if waiting := queries.proposed_themes(programme):
        return ngettext(
            "There is nothing to draft from yet. The analysis proposes %(count)s theme, and nobody "
            "has accepted it. Read it on the page “What do they think?”, accept it if you stand "
            "by it, then draft again. Or begin with a blank page.",
            "There is nothing to draft from yet. The analysis proposes %(count)s themes, and "
            "nobody has accepted one. Read them on the page “What do they think?”, accept those "
            "you stand by, then draft again. Or begin with a blank page.",
            waiting,
        ) % {"count": number(waiting)}
    return _(
        "The analysis has found nothing to draft from yet. Run it first, "
        "or begin with a blank page."
    )


def _draft(framework: Framework) -> None:
    programme = framework.programme
    figures = {figure.key: figure for figure in presenting.latest_figures(programme)}
    offers = {offer.id: offer for offer in queries.offered_themes(programme)}
    agreed = presenting.agreed_ideas(figures)
    themes = queries.accepted_themes(programme)
    kept = {theme.pk for theme in themes}
    # A narrower theme is part of its broad one, unless people accepted only the narrower.
    broad = [theme for theme in themes if theme.parent_id not in kept]
    for position, theme in enumerate(broad):
        _draft_theme(framework, theme, offers[str(theme.pk)], figures, position)
    if agreed:
        _draft_agreed(framework, agreed)


def _draft_theme(
    framework: Framework,
    theme: Theme,
    offer: queries.ThemeOffer,
    figures: dict[str, presenting.Figure],
    position: int,
) -> None:
    section = Section.objects.create(
        framework=framework, title=theme.name, theme=str(theme.pk), position=position
    )
    share = figures.get(f"theme:{theme.pk}")
    statement = Statement.objects.create(
        section=section,
        text=presenting.finding(share, theme.name),
        is_drafted=True,
    )
    links = [
        Evidence(
            kind=Evidence.Kind.THEME,
            target=str(theme.pk),
            words=theme.name,
            detail=presenting.theme_in_words(theme),
        )
    ]
    links += [_number(share)] if share else []
    links += [_quote(text) for text in offer.quotes[:QUOTES_EACH]]
    _save(statement, links)


def _draft_agreed(framework: Framework, agreed: list[tuple[int, list[presenting.Figure]]]) -> None:
    texts = texts_by_id(framework.programme, {id_ for id_, _ in agreed})
    section = Section.objects.create(
        framework=framework, title=presenting.agreement(), position=framework.sections.count()
    )
    for position, (id_, figures) in enumerate(agreed):
        statement = Statement.objects.create(
            section=section,
            text=presenting.finding(figures[0], "")[:1000],
            is_drafted=True,
            position=position,
        )
        _save(statement, [*map(_number, figures), _quote(texts[id_])])


def _number(figure: presenting.Figure) -> Evidence:
    return Evidence(
        kind=Evidence.Kind.NUMBER,
        target=figure.key,
        words=figure.words,
        detail=figure.detail[:300],
        numbers=figure.numbers,
    )


def _quote(text: Text) -> Evidence:
    return Evidence(
        kind=Evidence.Kind.QUOTE,
        target=str(text.id),
        words=text.text,
        detail=presenting.agreeing(text),
        numbers={} if text.is_comment else {"votes": text.votes},
    )


def _save(statement: Statement, links: list[Evidence]) -> None:
    for position, link in enumerate(links):
        link.statement, link.position = statement, position
    Evidence.objects.bulk_create(links)
