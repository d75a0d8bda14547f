"""What people of staff type about programmes."""

from folkmoot.programmes.forms.branding import BrandingForm, LogoForm
from folkmoot.programmes.forms.fields import MomentField
from folkmoot.programmes.forms.mandate import CommentForm, MandateForm, SignatureForm
from folkmoot.programmes.forms.people import AppointmentForm, ChannelForm
from folkmoot.programmes.forms.programmes import NameForm, NewProgrammeForm
from folkmoot.programmes.forms.stages import ClosingForm, LaunchForm
from folkmoot.programmes.forms.timeline import ActivityForm, DatesForm, PhasesForm

__all__ = [
    "ActivityForm",
    "AppointmentForm",
    "BrandingForm",
    "ChannelForm",
    "ClosingForm",
    "CommentForm",
    "DatesForm",
    "LaunchForm",
    "LogoForm",
    "MandateForm",
    "MomentField",
    "NameForm",
    "NewProgrammeForm",
    "PhasesForm",
    "SignatureForm",
]
