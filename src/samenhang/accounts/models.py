"""The people who sign in."""

from typing import Any, ClassVar

import uuid_utils.compat as uuids
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("", _("De taal van de browser")), ("nl", "Nederlands"), ("en", "English")]


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make a person who can sign in; without a password only by passkey or single sign-on."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class Person(AbstractBaseUser):
    """Somebody with an account. What a person may see follows from memberships, never from this row."""

    id = models.UUIDField(primary_key=True, default=uuids.uuid7, editable=False)
    email = models.EmailField(_("E-mailadres"), unique=True)
    name = models.CharField(_("Naam"), max_length=200)
    language = models.CharField(_("Taal"), max_length=2, blank=True, default="", choices=LANGUAGES)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False, help_text="Runs the installation; sees no initiative.")
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email
