"""What is typed when a duty is done."""

from django import forms


class Settled(forms.Form):
    """What was done."""

    note = forms.CharField(
        label="Wat heb je gedaan?",
        max_length=300,
        help_text="Eén zin, zonder namen van inwoners.",
        widget=forms.Textarea({"rows": 2}),
    )
