"""Users, the role each holds in a Cité, and the links that messages carry."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import Role
from cite.core.models import BaseModel
from cite.tenancy.models import Territory, TerritoryScopedModel


class UserManager(BaseUserManager["User"]):
    """Creates users: the e-mail address is the identifier, always in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a user; without a password, she signs in by a code sent to her address."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an administrator of the platform."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> User:
        """Find a user by her address, however she typed it."""
        return self.get(email=email.strip().lower())


class User(BaseModel, AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Residents never need to."""

    email = models.EmailField(_("adresse électronique"), max_length=254, unique=True)
    full_name = models.CharField(_("nom et prénom"), max_length=150, blank=True)
    is_active = models.BooleanField(_("compte actif"), default=True)
    is_staff = models.BooleanField(_("administre la plateforme"), default=False)

    objects = UserManager()

    journal_protected = True

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_user_email_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email


class TerritoryRole(TerritoryScopedModel):
    """The role a person holds in a Cité."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("personne")
    )
    role = models.CharField(_("rôle"), max_length=32, choices=Role)

    class Meta:
        verbose_name = _("rôle dans une Cité")
        verbose_name_plural = _("rôles dans une Cité")
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "user", "role"], name="accounts_territoryrole_once_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="accounts_territoryrole_known_role"
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class Link(BaseModel):
    """A secret address sent in a message: it opens one page, for one thing, for a time, and serves once.

    Only the fingerprint of its token is kept: reading the database opens nothing. Opening the page writes nothing
    (mail scanners open every address); the button on it does.
    """

    purpose = models.CharField(_("usage"), max_length=40)
    token_sha256 = models.CharField(_("empreinte du jeton"), max_length=64, unique=True, editable=False)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("territoire"),
    )
    target_uuid = models.UUIDField(_("fiche concernée"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("créé par"),
    )
    expires_at = models.DateTimeField(_("expire le"))
    used_at = models.DateTimeField(_("utilisé le"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("lien personnel")
        verbose_name_plural = _("liens personnels")
        indexes = [models.Index(fields=["purpose", "target_uuid"], name="accounts_link_target")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(purpose=""), name="accounts_link_has_a_purpose"),
        ]

    def __str__(self) -> str:
        return self.purpose
