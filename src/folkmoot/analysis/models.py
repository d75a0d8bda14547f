from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import User
from folkmoot.core.models import Record
from folkmoot.programmes.models import Programme


class Run(Record):
    """One analysis: its frozen input, method, parameters and seed, so that it can be repeated.

    Runs of a programme are numbered in the order in which they were asked for, and dated to
    the day: of two inputs with exact times the difference would say when each idea came.
    ``same_input_as`` is the number of an earlier run whose input this one uses.

    ``frozen`` is a file of plain arrays (services.frozen), ``input_hash`` its SHA-256 in
    hexadecimal when the run was asked for. What is taken back leaves the file
    (services.forgetting): ``words_removed`` texts and all of ``people_removed`` people did, and
    ``frozen_hash`` is the file's SHA-256 as it is now. ``people_pending`` people's contributions
    left, in whole or in part, since the result was last worked out; on ``restated_on`` it was
    worked out anew. ``result`` is what queries.result describes, ``result_hash`` the SHA-256 of
    its canonical spelling: equal runs have equal ones.

    ``carried_from`` is the number of the run whose renamed, merged and accepted themes went into
    this one, ``not_carried`` what did not (name, what people had made of it, the machine's name),
    ``left_out`` the texts in no theme as people see them: how many, by question, and why; None
    where the result's own counts hold.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="runs")
    requested_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    number = models.PositiveIntegerField()
    requested_on = models.DateField()
    finished_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=80, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    problem = models.CharField(max_length=600, blank=True)
    frozen = models.FileField(upload_to="frozen/")
    input_hash = models.CharField(max_length=64)
    frozen_hash = models.CharField(max_length=64)
    same_input_as = models.PositiveIntegerField(null=True)
    words_removed = models.PositiveIntegerField(default=0)
    people_removed = models.PositiveIntegerField(default=0)
    people_pending = models.PositiveIntegerField(default=0)
    restated_on = models.DateField(null=True)
    parameters = models.JSONField(default=dict)
    seed = models.PositiveIntegerField()
    version = models.CharField(max_length=40)
    result = models.JSONField(null=True)
    result_hash = models.CharField(max_length=64, blank=True)
    carried_from = models.PositiveIntegerField(null=True)
    not_carried = models.JSONField(default=list)
    left_out = models.JSONField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="runs_are_numbered"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(result__isnull=False),
                name="done_runs_have_results",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="failed") | ~models.Q(problem=""),
                name="failed_runs_say_why",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.number} of {self.programme}"

    @property
    def is_waiting(self) -> bool:
        return self.state in {Run.State.QUEUED, Run.State.RUNNING}


class Theme(Record):
    """A named meaning found in a run, and what people then decided to call it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="themes")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="narrower"
    )  # None for a broad theme
    name = models.CharField(max_length=120)
    proposed_name = models.CharField(max_length=120)
    phrases = models.JSONField(default=list)  # list of str, most telling first
    text_ids = models.JSONField(default=list)  # the texts it holds, by id
    quote_ids = models.JSONField(default=list)  # those that represent it, by id
    question_counts = models.JSONField(default=list)  # texts by question, as in the result
    coherence = models.FloatField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
    stability = models.FloatField(null=True)  # 0 to 1; None where nobody measured it
    is_accepted = models.BooleanField(default=False)
    was_accepted = models.BooleanField(default=False)  # earlier, when it was another theme
    accepted_ids = models.JSONField(default=list)  # the texts it held when it was accepted
    merged_from = models.JSONField(default=list)  # names of the themes that people put into it
    lineage = models.UUIDField(null=True)  # the first theme of the carried line it belongs to

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
