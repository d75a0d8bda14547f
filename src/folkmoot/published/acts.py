"""When others see what people write, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

TEXTS_APPEAR = Act(
    "published.texts_appear",
    _("chose when others see what people write"),
    _("At once, within the hour or once a day. Fixed once it is launched."),
)
