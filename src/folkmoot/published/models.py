from django.db import models

from folkmoot.programmes.models import Programme


class PublishedState(models.Model):
    """What pages tell of a programme's crowd since the last batch, and when the next may come.

    Made at the launch. ``marks`` holds eight bytes for each voice, sorted: a keyed hash of all
    that it had done by then. How many voices have acted since is counted with them, and no row
    or list says which. ``figures`` is what rooms above count, by name. ``look_at`` and
    ``daily_at`` were drawn by lot. ``is_final`` says that all until the close is in it.
    ``is_taken_over`` marks a programme that was running before there were batches: what
    everybody could see already is its first state.
    """

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, primary_key=True, related_name="published_state"
    )
    marks = models.BinaryField(default=bytes)
    figures = models.JSONField(default=dict)
    look_at = models.DateTimeField()
    daily_at = models.DateTimeField()
    is_final = models.BooleanField(default=False)
    is_taken_over = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "what pages tell of a programme"  # not for people: a log
