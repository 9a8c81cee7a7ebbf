"""The keys with which programs act for people."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.enums.keys import KeyScope
from cite.actors.models.memberships import Membership
from cite.core.models import VersionedModel
from cite.tenancy.models import TerritoryScopedModel


class AccessKey(TerritoryScopedModel, VersionedModel):
    """What lets a program act for a person in an organization, until a day; her rights are asked at each call.

    Only the fingerprint of the key is kept; `hint`, its first signs, tells one from another.
    """

    journal_protected = True

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("pour le compte de")
    )
    name = models.CharField(_("logiciel"), max_length=80)
    scope = models.CharField(_("portée"), max_length=16, choices=KeyScope, default=KeyScope.READ)
    hint = models.CharField(_("début de la clé"), max_length=8)
    key_sha256 = models.CharField(_("empreinte de la clé"), max_length=64, unique=True, editable=False)
    ends_on = models.DateField(_("sert jusqu’au"))
    last_write_on = models.DateField(_("dernière écriture"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("clé de logiciel")
        verbose_name_plural = _("clés de logiciel")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=KeyScope.values), name="actors_accesskey_known_scope"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    def serves(self, on: date) -> bool:
        """Whether it still opens something on a day."""
        return self.revoked_at is None and on <= self.ends_on
