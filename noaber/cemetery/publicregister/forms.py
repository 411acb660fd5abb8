"""What is typed to keep a grave out of the public register."""

from django import forms


class Hide(forms.Form):
    """Which grave, and why."""

    grave = forms.CharField(label="Grafnummer", max_length=40)
    reason = forms.CharField(
        label="Wie vraagt dit, en waarom?", max_length=200, help_text="Dit leest alleen wie met graven werkt."
    )

    def clean_grave(self) -> str:
        """As the register writes numbers."""
        number: str = self.cleaned_data["grave"]
        return number.strip().upper()
