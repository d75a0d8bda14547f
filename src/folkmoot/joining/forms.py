from django import forms


class ReturnForm(forms.Form):
    return_key = forms.CharField(
        label="Your return key",
        max_length=64,
        help_text=(
            "14 letters and digits, such as 7k2mx-9qxrw-w4td. Dashes and capitals do not matter."
        ),
        error_messages={
            "required": "Type the return key that you kept when you joined.",
            "max_length": "A return key has 14 letters and digits. Check what you typed.",
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "current-password",
                "autocapitalize": "none",
                "autocorrect": "off",
                "spellcheck": "false",
            }
        ),
    )
