"""What somebody lets a structure see, and the notice that told her what is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership, Partner
from cite.core.models import VersionedModel
from cite.residents.enums.people import NoticeWay
from cite.residents.enums.sharing import AgreementWay, Purpose, StopWay
from cite.residents.models.people import Resident
from cite.tenancy.models import TerritoryScopedModel


class Sharing(TerritoryScopedModel, VersionedModel):
    """She agreed that a structure sees some parts of her file, for one purpose; she stops it when she likes.

    The only door to a file: no open sharing, nothing is seen (`permissions/people.py`). It is not the legal basis.
    A file is shared with the structure that opened it from the first minute; a link stops a sharing without account.
    """

    journal_protected = True

    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("habitant")
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    purpose = models.CharField(_("pour"), max_length=16, choices=Purpose)
    given_on = models.DateField(_("accord du"))
    way = models.CharField(_("accord donné"), max_length=16, choices=AgreementWay, default=AgreementWay.TOLD)
    language = models.CharField(_("langue dans laquelle c’est dit"), max_length=8, default="fr")
    recorded_by = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noté par"),
    )
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("arrêté le"), null=True, blank=True)
    stopped_by = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("arrêt noté par"),
    )
    stopped_how = models.CharField(_("arrêté comment"), max_length=16, choices=StopWay, blank=True)

    class Meta:
        verbose_name = _("partage")
        verbose_name_plural = _("partages")
        ordering = ["-given_on", "-pk"]
        indexes = [
            models.Index(
                fields=["partner", "resident"],
                name="residents_sharing_open",
                condition=Q(stopped_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "partner", "purpose"],
                condition=Q(stopped_at=None),
                name="residents_sharing_one_open",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="residents_sharing_known_purpose"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("given_on")),
                name="residents_sharing_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_how="")
                | (Q(stopped_at__isnull=False) & ~Q(stopped_how="")),
                name="residents_sharing_stopped_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} – {self.get_purpose_display()}"


class InformationNotice(TerritoryScopedModel):
    """The notice was given: which edition, on which day, how, in which language, by whom (RGPD, articles 13 and 14)."""

    journal_protected = True

    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("habitant")
    )
    edition = models.CharField(_("édition de la notice"), max_length=16)
    given_on = models.DateField(_("donnée le"))
    way = models.CharField(_("comment"), max_length=16, choices=NoticeWay)
    language = models.CharField(_("langue"), max_length=8, default="fr")
    given_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("donnée par")
    )

    class Meta:
        verbose_name = _("notice d’information")
        verbose_name_plural = _("notices d’information")
        ordering = ["-given_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.edition} – {self.given_on:%d/%m/%Y}"
