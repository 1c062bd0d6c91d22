from django import forms

from samenhang.actions.models import ReminderChoice


class ReminderForm(forms.ModelForm[ReminderChoice]):
    class Meta:
        model = ReminderChoice
        fields = ["rhythm"]
        widgets = {"rhythm": forms.RadioSelect}
