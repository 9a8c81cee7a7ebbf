"""What the two co-pilots agree to together, as equals: said once for everything that takes both."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.actors.enums import PilotSide


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
