from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.accounts.access import staff_required
from folkmoot.joining.access import participant_required
from folkmoot.programmes.access import staff_programme_for
from tests.toy import services
from tests.toy.models import Scale


class AnswerForm(forms.Form):
    scale = forms.ModelChoiceField(Scale.objects.none(), widget=forms.HiddenInput)
    value = forms.IntegerField(label="From 1 to 5", min_value=1, max_value=5)
    text = forms.CharField(label="Why?", max_length=500)

    def __init__(self, *args, scales, **options):
        super().__init__(*args, **options)
        chosen = self.fields["scale"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = scales


@require_http_methods(["GET", "POST"])
@participant_required
def home(request, activity_id):
    scales = Scale.objects.filter(
        activity_id=activity_id, activity__programme=request.programme
    ).select_related("activity__programme")
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        scales=scales,
        initial={"scale": scales.first()},
    )
    if request.method == "POST" and form.is_valid():
        services.answer(participant=request.participant, at=timezone.now(), **form.cleaned_data)
        return redirect(request.path)
    context = {"programme": request.programme, "form": form, "scale": scales.first()}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "toy/home.html", context, status=status)


@require_GET
@staff_required
def staff(request, org, slug, activity_id):
    place = staff_programme_for(request, org, slug)
    get_object_or_404(place.programme.activities, pk=activity_id)
    return HttpResponse("Scales")
