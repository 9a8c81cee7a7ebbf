"""« Je vous signale quelqu’un qui est d’accord »: five fields, kept as short as possible."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.models import VersionedModel
from cite.directory.enums.needs import Need
from cite.referrals.enums.introductions import IntroductionState
from cite.residents.models import Resident
from cite.tenancy.models import TerritoryScopedModel
from cite.territories.models import District


class Introduction(TerritoryScopedModel, VersionedModel):
    """A relay introduces somebody who agrees to be called; she sees nothing else, ever.

    `phone_key` is drawn by her telephone: what is sent again on a bad network is one introduction. `tells_relay`:
    the person lets the relay know that she was called, then that she met somebody, nothing more. First name,
    telephone and words are erased once it is over (`erased_on`).
    """

    journal_protected = True

    relay = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("signalée par")
    )
    phone_key = models.UUIDField(_("clé de l’envoi"), default=uuid.uuid4, editable=False)
    first_name = models.CharField(_("prénom"), max_length=60, blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quartier"),
    )
    need = models.CharField(_("besoin"), max_length=24, choices=Need, blank=True)
    words = models.CharField(_("en quelques mots"), max_length=280, blank=True)
    language = models.CharField(_("langue"), max_length=8, default="fr")
    tells_relay = models.BooleanField(_("le relais peut savoir la suite"), null=True, blank=True)
    introduced_on = models.DateField(_("signalée le"))
    state = models.CharField(
        _("état"), max_length=16, choices=IntroductionState, default=IntroductionState.WAITING
    )
    taken_by = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prise en charge par"),
    )
    called_on = models.DateField(_("appelée le"), null=True, blank=True)
    met_on = models.DateField(_("a rencontré quelqu’un le"), null=True, blank=True)
    resident = models.ForeignKey(
        Resident,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("habitant"),
    )
    erased_on = models.DateField(_("effacée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("signalement d’un relais")
        verbose_name_plural = _("signalements des relais")
        ordering = ["-introduced_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["relay", "phone_key"], name="referrals_introduction_sent_once"),
            models.CheckConstraint(
                condition=Q(state__in=IntroductionState.values), name="referrals_introduction_known_state"
            ),
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(first_name="", phone="", words=""),
                name="referrals_introduction_erased_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} – {self.introduced_on:%d/%m/%Y}"
