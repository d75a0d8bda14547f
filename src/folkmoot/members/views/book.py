"""The address book, and what a person in it may ask of us."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.accounts.policy import Actor
from folkmoot.core.exports import as_csv
from folkmoot.core.ids import from_ref
from folkmoot.members import access, policy, queries, services
from folkmoot.members.forms import AddressForm, ListForm, SearchForm, StopForm
from folkmoot.post.presenting import mail
from folkmoot.web.flow import show, submit


@require_GET
@never_cache
@staff_required
def book(request: StaffRequest, org: str) -> HttpResponse:
    actor = access.book_for(request, org)
    return _page(request, actor, page=queries.book_page(actor.organisation, after=_after(request)))


@require_POST
@never_cache
@staff_required
def find(request: StaffRequest, org: str) -> HttpResponse:
    """By POST, so that no address gets into a URL."""
    actor = access.book_for(request, org)
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, search_form=form)
    found = queries.search(actor.organisation, form.cleaned_data["text"])
    return _page(request, actor, page=found, search_form=form, is_search=True)


@require_POST
@staff_required
def add(request: StaffRequest, org: str) -> HttpResponse:
    actor = access.book_for(request, org)
    form = ListForm(request.POST, request.FILES)
    done = submit(
        form,
        lambda: services.receive(
            actor=actor,
            programme=None,
            name=form.cleaned_data["list"].name,
            content=form.cleaned_data["list"].chunks(),
            at=timezone.now(),
        ),
    )
    if done:
        return redirect("members:list", org, done.result.pk)
    return _page(request, actor, list_form=form)


@require_POST
@never_cache
@staff_required
def forget(request: StaffRequest, org: str) -> HttpResponse:
    """Erase by address, in the book or not: a list may bring it tomorrow."""
    actor = access.book_for(request, org)
    form = AddressForm(request.POST)
    if submit(
        form,
        lambda: services.erase_member(
            actor=actor, address=form.cleaned_data["address"], at=timezone.now()
        ),
    ):
        messages.success(request, _("That person is forgotten, and no list brings them back."))
        return redirect("members:book", org)
    return _page(request, actor, forget_form=form)


@require_GET
@never_cache
@staff_required
def member(request: StaffRequest, org: str, member_id: int) -> HttpResponse:
    return _member(request, access.book_for(request, org), member_id)


@require_POST
@staff_required
def stop(request: StaffRequest, org: str, member_id: int) -> HttpResponse:
    actor = access.book_for(request, org)
    found, form = access.member_for(actor, member_id), StopForm(request.POST)
    if submit(
        form,
        lambda: services.stop_writing(
            actor=actor, member=found, how=form.cleaned_data["how"], at=timezone.now()
        ),
    ):
        messages.success(request, _("We will not write to this person any more."))
        return redirect("members:member", org, member_id)
    return _member(request, actor, member_id, stop_form=form)


@require_POST
@staff_required
def write_again(request: StaffRequest, org: str, member_id: int) -> HttpResponse:
    actor = access.book_for(request, org)
    found = access.member_for(actor, member_id)
    services.write_again(actor=actor, address=found.address, at=timezone.now())
    messages.success(request, _("Letters may go to this person again."))
    return redirect("members:member", org, member_id)


@require_POST
@staff_required
def erase(request: StaffRequest, org: str, member_id: int) -> HttpResponse:
    actor = access.book_for(request, org)
    found = access.member_for(actor, member_id)
    services.erase_member(actor=actor, address=found.address, at=timezone.now())
    messages.success(request, _("That person is forgotten, and no list brings them back."))
    return redirect("members:book", org)


@require_POST
@staff_required
def answer(request: StaffRequest, org: str, member_id: int) -> HttpResponse:
    """The whole answer leaves for the person's own address; this browser gets none of it."""
    actor = access.book_for(request, org)
    found = access.member_for(actor, member_id)
    try:
        services.answer_member(actor=actor, member=found, at=timezone.now())
    except services.CannotLeave as refusal:
        return _member(request, actor, member_id, reason=str(refusal))
    messages.success(request, _("The whole answer is on its way to their own address."))
    return redirect("members:member", org, member_id)


@require_POST
@never_cache
@staff_required
def export(request: StaffRequest, org: str, member_id: int, format: str) -> HttpResponse:
    """What staff may hand out: to read and print, for a spreadsheet, or for a machine."""
    actor = access.book_for(request, org)
    found = access.member_for(actor, member_id)
    if format not in {"page", "csv", "json"}:
        raise Http404("No such format.")
    known = services.export_member(actor=actor, member=found, at=timezone.now())
    if format == "json":
        return JsonResponse(
            known.as_dict(),
            json_dumps_params={"indent": 1, "ensure_ascii": False},
            headers={"Content-Disposition": 'attachment; filename="what-we-know.json"'},
        )
    if format == "csv":
        return HttpResponse(
            as_csv((), known.as_rows()),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="what-we-know.csv"'},
        )
    context = {"actor": actor, "organisation": actor.organisation, "known": known}
    return TemplateResponse(request, "members/known.html", context)


def _member(
    request: StaffRequest,
    actor: Actor,
    member_id: int,
    *,
    reason: str = "",
    stop_form: StopForm | None = None,
) -> HttpResponse:
    found = access.member_for(actor, member_id)
    context = {
        "actor": actor,
        "organisation": actor.organisation,
        "member": found,
        "programmes": queries.programmes_of(found),
        "can_answer": policy.can_answer_for_data(actor.roles),
        "mail": mail(),
        "reason": reason,
        "stop_form": stop_form or StopForm(),
    }
    refused = reason or (stop_form and stop_form.errors)
    return show(request, "members/member.html", context, refused=refused)


def _page(
    request: StaffRequest,
    actor: Actor,
    *,
    page: queries.Book | None = None,
    search_form: SearchForm | None = None,
    list_form: ListForm | None = None,
    forget_form: AddressForm | None = None,
    is_search: bool = False,
) -> HttpResponse:
    forms: list[Form | None] = [search_form, list_form, forget_form]
    refused = next((form for form in forms if form is not None and form.errors), None)
    context = {
        "actor": actor,
        "organisation": actor.organisation,
        "people": queries.people_in(actor.organisation),
        "page": page or queries.book_page(actor.organisation),
        "lists": queries.lists_of(None, actor.organisation.pk),
        "search_form": search_form or SearchForm(),
        "list_form": list_form or ListForm(),
        "forget_form": forget_form or AddressForm(prefix=None),
        "can_answer": policy.can_answer_for_data(actor.roles),
        "is_search": is_search,
        "is_first": not request.GET.get("after"),
        "refused": refused,
    }
    return show(request, "members/book.html", context, refused=refused)


def _after(request: StaffRequest) -> int | None:
    try:
        return from_ref(request.GET.get("after", "")[:20])
    except ValueError:
        return None
