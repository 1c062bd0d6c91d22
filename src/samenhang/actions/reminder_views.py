"""How often a person is mailed about their actions."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samenhang.accounts.visitor import signed_in
from samenhang.actions.models import ReminderChoice
from samenhang.actions.reminder_forms import ReminderForm


def choice(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    present = ReminderChoice.objects.filter(person=person).first()
    form = ReminderForm(request.POST or None, instance=present)
    if request.method == "POST" and form.is_valid():
        # Two tabs may both be the first to choose.
        ReminderChoice.objects.update_or_create(person=person, defaults=form.cleaned_data)
        messages.success(request, _("Uw keuze is bewaard."))
        return redirect("own_actions:reminders")
    page = {"form": form, "sends_mail": bool(settings.SMTP_HOST)}
    return render(request, "actions/reminders.html", page, status=422 if form.errors else 200)
