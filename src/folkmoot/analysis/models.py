from django.db import models

from folkmoot.accounts.models import User
from folkmoot.core.models import Record
from folkmoot.programmes.models import Programme


class Run(Record):
    """One analysis: its frozen input, method, parameters and seed, so that it can be repeated.

    ``frozen`` is a file of plain arrays (services.frozen), ``input_hash`` its SHA-256 in
    hexadecimal when the run was asked for. Words that are taken back leave the file
    (services.forgetting): ``words_removed`` texts did, and ``frozen_hash`` is the file's
    SHA-256 as it is now. ``result`` what queries.result describes. ``result_hash`` is the SHA-256
    of the result in its canonical spelling: equal runs have equal ones.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="runs")
    requested_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=80, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    problem = models.CharField(max_length=600, blank=True)
    frozen = models.FileField(upload_to="frozen/")
    input_hash = models.CharField(max_length=64)
    frozen_hash = models.CharField(max_length=64)
    words_removed = models.PositiveIntegerField(default=0)
    parameters = models.JSONField(default=dict)
    seed = models.PositiveIntegerField()
    version = models.CharField(max_length=40)
    result = models.JSONField(null=True)
    result_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-requested_at"]
        indexes = [models.Index(fields=["programme", "-requested_at"], name="runs_newest_first")]
        constraints = [
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
        return f"analysis of {self.programme}"

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
    is_accepted = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
