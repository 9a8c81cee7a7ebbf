"""What an organization is within one Cité."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import LegalTitle, PartnerState
from cite.actors.models.organizations import Organization
from cite.core.models import VersionedModel
from cite.tenancy.models import TerritoryScopedModel


class Partner(TerritoryScopedModel, VersionedModel):
    """An organization that works in this Cité: its links of the chain, its districts, its title to see people.

    `chain_links` is a list of `ChainLink` values. No district, and not `covers_all_districts`: nobody said.
    The habilitation (permission to see residents) takes both co-pilots, each with a date; without a legal title
    and both dates, no access to freins, ever. A sensitive partner's name is hidden from the other partners
    (decisions; article L121-6-2 CASF).
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    state = models.CharField(_("situation"), max_length=16, choices=PartnerState, default=PartnerState.ACTIVE)
    chain_links = models.JSONField(_("maillons de la chaîne"), default=list, blank=True)
    districts = models.ManyToManyField(
        "territories.District", related_name="+", blank=True, verbose_name=_("quartiers d’intervention")
    )
    covers_all_districts = models.BooleanField(
        _("intervient dans tous les quartiers prioritaires"), default=False
    )
    networks = models.ManyToManyField(
        "actors.Network", related_name="+", blank=True, verbose_name=_("réseaux")
    )
    place_key = models.CharField(_("clé de recherche des lieux"), max_length=600, editable=False, blank=True)
    is_sensitive = models.BooleanField(_("nom caché aux autres structures"), default=False)
    legal_title = models.CharField(
        _("titre pour voir les situations des personnes"),
        max_length=32,
        choices=LegalTitle,
        default=LegalTitle.NONE,
    )
    habilitated_by_state = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("habilitation : copilote État"),
    )
    habilitated_by_state_on = models.DateField(_("habilitation : accord de l’État le"), null=True, blank=True)
    habilitated_by_metropole = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("habilitation : copilote métropole"),
    )
    habilitated_by_metropole_on = models.DateField(
        _("habilitation : accord de la métropole le"), null=True, blank=True
    )
    habilitation_ends_on = models.DateField(_("fin de l’habilitation"), null=True, blank=True)

    class Meta:
        verbose_name = _("structure partenaire")
        verbose_name_plural = _("structures partenaires")
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "organization"], name="actors_partner_once_per_territory"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)
