"""A statement with its evidence, and everything that could be its evidence."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.errors import DomainError
from folkmoot.frameworks import presenting, queries, services
from folkmoot.frameworks.access import FrameworkRequest, framework_for, statement_at
from folkmoot.frameworks.forms import CiteForm, SearchForm, StatementForm
from folkmoot.frameworks.views.pages import Context, refused
from folkmoot.frameworks.views.writing import write_or_show
from folkmoot.web.flow import press


@staff_required
@require_http_methods(["GET", "POST"])
def statement(request: StaffRequest, org: str, slug: str, statement_id: UUID) -> HttpResponse:
    found = framework_for(request, org, slug)
    row = statement_at(found, statement_id)
    here = reverse("frameworks:statement", args=[org, slug, statement_id])

    def save(typed: Context) -> str:
        services.edit_statement(actor=found.actor, statement=row, at=timezone.now(), **typed)
        messages.success(request, _("Saved."))
        return here

    current = {
        "text": row.text,
        "explanation": row.explanation,
        "is_spotlight": row.is_spotlight,
    }
    return write_or_show(
        request,
        found,
        StatementForm,
        current,
        row,
        save,
        template="statement",
        more=lambda: _statement_context(request, found, statement_id),
    )


def _statement_context(
    request: StaffRequest, found: FrameworkRequest, statement_id: UUID
) -> Context:
    row = statement_at(found, statement_id)
    card = presenting.statement_card(row)
    context: Context = {"section": row.section, "card": card}
    if not found.may_edit:
        return context
    search = SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    cited = {(link.kind, link.target) for link in card.evidence}
    ideas = {int(target) for kind, target in cited if kind == "idea"}
    themes = queries.offered_themes(
        found.programme,
        cited_themes={target for kind, target in cited if kind == "theme"},
        cited_quotes=[int(target) for kind, target in cited if kind == "quote"],
    )
    # The theme that the section was drafted from is the likeliest source.
    themes.sort(key=lambda offer: offer.id != row.section.theme)
    figures = [
        figure
        for figure in presenting.latest_figures(found.programme)
        if ("number", figure.key) not in cited
    ]
    return context | {
        "search": search,
        "words": words,
        "ideas": queries.search_ideas(found.programme, words, cited=ideas) if words else [],
        "themes": themes,
        "proposed": 0 if themes else queries.proposed_themes(found.programme),
        "figures": figures,
        "home_theme": row.section.theme,
    }


@staff_required
@require_POST
def cite(request: StaffRequest, org: str, slug: str, statement_id: UUID) -> HttpResponse:
    found = framework_for(request, org, slug)
    row = statement_at(found, statement_id)
    form = CiteForm(request.POST)
    at = timezone.now()

    def add() -> None:
        if not form.is_valid():
            raise DomainError(_("Choose what to cite first."))
        kind = form.cleaned_data["kind"]
        if kind == "theme" and form.cleaned_data["theme"]:
            services.cite_theme(
                actor=found.actor, statement=row, theme_id=form.cleaned_data["theme"], at=at
            )
        elif kind == "figures":
            services.cite_figures(actor=found.actor, statement=row, keys=form.chosen(), at=at)
        elif kind == "ideas":
            services.cite_ideas(actor=found.actor, statement=row, idea_ids=form.chosen_ids(), at=at)
        else:
            services.cite_quotes(
                actor=found.actor, statement=row, text_ids=form.chosen_ids(), at=at
            )

    done = press(add)
    if not done:
        return refused(request, found, done.words)
    here = reverse("frameworks:statement", args=[org, slug, statement_id])
    return redirect(f"{here}#evidence")


@staff_required
@require_POST
def remove_evidence(
    request: StaffRequest, org: str, slug: str, statement_id: UUID, evidence_id: UUID
) -> HttpResponse:
    found = framework_for(request, org, slug)
    row = statement_at(found, statement_id)
    done = press(
        lambda: services.remove_evidence(
            actor=found.actor, statement=row, evidence_id=evidence_id, at=timezone.now()
        )
    )
    if not done:
        return refused(request, found, done.words)
    here = reverse("frameworks:statement", args=[org, slug, statement_id])
    return redirect(f"{here}#evidence")
