"""Words that are stored or posted, and what people read for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HowAsked(models.TextChoices):
    """How somebody told staff that they want no more letters."""

    EMAIL = "email", _("By e-mail")
    TELEPHONE = "telephone", _("By telephone")
    IN_PERSON = "in-person", _("In person")
    LETTER = "letter", _("By letter")
