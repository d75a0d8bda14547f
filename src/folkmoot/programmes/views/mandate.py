from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core import paging
from folkmoot.core.errors import DomainError, Stale
from folkmoot.programmes import access, policy, presenting, queries, services
from folkmoot.programmes.access import StaffProgramme
from folkmoot.programmes.forms import CommentForm, MandateForm, SignatureForm
from folkmoot.programmes.views.page import page_of
from folkmoot.web.flow import submit

TAB = "mandate"


@require_GET
@staff_required
def mandate(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    return _mandate(request, place)


@require_http_methods(["GET", "POST"])
@staff_required
def edit(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    newest = queries.newest_version(place.programme)
    number = newest.number if newest else 0
    initial = {key: getattr(newest, key, "") for key in queries.MANDATE_FIELDS}
    form = MandateForm(
        request.POST if request.method == "POST" else None, initial=initial | {"based_on": number}
    )
    conflict: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        words = {key: form.cleaned_data[key] for key in queries.MANDATE_FIELDS}
        try:
            services.edit_mandate(
                actor=place.actor,
                programme=place.programme,
                based_on=form.cleaned_data["based_on"],
                at=timezone.now(),
                **words,
            )
            return redirect("programmes:mandate", org=org, slug=slug)
        except Stale as stale:
            newest = queries.newest_version(place.programme)
            number = newest.number if newest else 0
            conflict = _both_texts(newest, words)
            # The writer has now seen both texts: the next save builds on the newer one.
            form = MandateForm(words | {"based_on": number})
            form.is_valid()
            form.add_error(
                None,
                f"{stale} "
                + _("Nothing is lost: both texts are below. Join them, then save again."),
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    stage = place.programme.stage(timezone.now())
    context = {
        "form": form,
        "conflict": conflict,
        "newest": newest,
        "signatures": newest.signatures.count() if newest else 0,
        "can_edit": policy.can_edit_mandate(place.actor.roles, stage),
    }
    return page_of(request, place, "mandate_edit", context, tab=TAB, refused=bool(form.errors))


@require_GET
@staff_required
def history(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    context: dict[str, object] = {"history": presenting.mandate_history(place.programme)}
    return page_of(request, place, "mandate_history", context, tab=TAB, refused=False)


@require_POST
@staff_required
def comment(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    form = CommentForm(request.POST)
    if submit(
        form,
        lambda: services.comment_on_mandate(
            actor=place.actor,
            programme=place.programme,
            text=form.cleaned_data["text"],
            at=timezone.now(),
        ),
    ):
        return redirect(reverse("programmes:mandate", args=(org, slug)) + "#comments")
    return _mandate(request, place, comment_form=form)


@require_POST
@staff_required
def sign(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    form = SignatureForm(request.POST)
    if submit(
        form,
        lambda: services.sign_mandate(
            actor=place.actor,
            programme=place.programme,
            number=form.cleaned_data["number"],
            job_title=form.cleaned_data["job_title"],
            at=timezone.now(),
        ),
    ):
        return redirect(reverse("programmes:mandate", args=(org, slug)) + "#signatures")
    return _mandate(request, place, signature_form=form)


def _mandate(
    request: StaffRequest,
    place: StaffProgramme,
    comment_form: CommentForm | None = None,
    signature_form: SignatureForm | None = None,
) -> HttpResponse:
    programme, roles = place.programme, place.actor.roles
    after = paging.place(request.GET.get("after", ""))
    page = queries.mandate_page(programme=programme, user=place.actor.user, after=after)
    stage = programme.stage(timezone.now())
    refused = next((f for f in (comment_form, signature_form) if f is not None), None)
    typed = (signature_form or SignatureForm()).data.get("job_title", "")
    context = {
        "page": page,
        "comment_form": comment_form or CommentForm(),
        # Always signs the version on this very page, also after a refusal.
        "signature_form": SignatureForm(initial={"number": page.number, "job_title": typed}),
        "form": refused,
        "can_edit": policy.can_edit_mandate(roles, stage),
        "can_comment": policy.can_comment_on_mandate(roles, stage),
        "can_sign": policy.can_sign_mandate(roles, stage) and not page.signed_by_me,
        "is_published": programme.is_launched,
    }
    return page_of(request, place, "mandate", context, tab=TAB, refused=refused is not None)


def _both_texts(newest: object, mine: dict[str, str]) -> list[dict[str, object]]:
    """The parts in which the saved text and the writer's differ."""
    return [
        {
            "name": name,
            "theirs": getattr(newest, key, ""),
            "mine": mine[key],
            "changes": queries.compare_texts(getattr(newest, key, ""), mine[key]),
        }
        for key, name in presenting.parts_of_the_mandate().items()
        if getattr(newest, key, "") != mine[key]
    ]
