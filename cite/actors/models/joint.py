"""What the two co-pilots agree to together, as equals: said once for everything that takes both."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.actors.enums import PilotSide
from cite.core.models import AgreedModel
from cite.tenancy.models import TerritoryScopedModel


class JointAgreement(models.Model):
    """Who agreed for the State and for the métropole, and when. The rule is in `rules/habilitation.py`."""

    agreed_by_state = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accord : copilote État"),
    )
    agreed_by_state_on = models.DateField(_("accord de l’État le"), null=True, blank=True)
    agreed_by_metropole = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accord : copilote métropole"),
    )
    agreed_by_metropole_on = models.DateField(_("accord de la métropole le"), null=True, blank=True)

    class Meta:
        abstract = True

    def agree(self, side: PilotSide | str, by: User, on: date) -> None:
        """Write the agreement of a side, without saving."""
        self._set(side, by, on)

    def forget_agreement(self, side: PilotSide | str) -> None:
        """Take back the agreement of a side, without saving."""
        self._set(side, None, None)

    def forget_agreements(self) -> None:
        """Take back both agreements, without saving: what was agreed to has changed."""
        for side in PilotSide:
            self.forget_agreement(side)

    def _set(self, side: PilotSide | str, by: User | None, on: date | None) -> None:
        side = PilotSide(side)
        setattr(self, f"agreed_by_{side.value}", by)
        setattr(self, f"agreed_by_{side.value}_on", on)


class JointVersion(TerritoryScopedModel, AgreedModel, JointAgreement):
    """One version of numbers that a Cité sets: under study until both co-pilots agree, replaced by the next in force.

    Each says its `values` (name → number) and `why`.
    """

    number = models.PositiveIntegerField(_("numéro de version"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("préparés par")
    )
    in_force_on = models.DateField(_("en vigueur depuis le"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"

    def save_said(self) -> None:
        """Save what it says: as the next number, or as the next version, to which nobody has agreed yet."""
        if self.pk is None:
            rows = type(self).objects.filter(territory=self.territory)
            self.number = (rows.aggregate(last=models.Max("number"))["last"] or 0) + 1
            self.save()
        else:
            self.forget_agreements()
            self.save_next_version()
