"""What people of staff type about programmes."""

from folkmoot.programmes.forms.branding import BrandingForm, LogoForm
from folkmoot.programmes.forms.mandate import CommentForm, MandateForm, SignatureForm
from folkmoot.programmes.forms.notice import NoticeForm
from folkmoot.programmes.forms.people import AppointmentForm, ChannelForm
from folkmoot.programmes.forms.programmes import NameForm, NewProgrammeForm
from folkmoot.programmes.forms.stages import CloseForm, ClosingForm, LaunchForm
from folkmoot.programmes.forms.timeline import (
    ChangeActivityForm,
    DatesForm,
    NewActivityForm,
    PhasesForm,
)
from folkmoot.web.fields import MomentField

__all__ = [
    "AppointmentForm",
    "BrandingForm",
    "ChangeActivityForm",
    "ChannelForm",
    "CloseForm",
    "ClosingForm",
    "CommentForm",
    "DatesForm",
    "LaunchForm",
    "LogoForm",
    "MandateForm",
    "MomentField",
    "NameForm",
    "NewActivityForm",
    "NewProgrammeForm",
    "NoticeForm",
    "PhasesForm",
    "SignatureForm",
]
