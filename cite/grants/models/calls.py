"""Calls for projects: who funds, what is asked, until when, under which words."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.models import JointAgreement
from cite.core.models import AgreedModel, VersionedModel
from cite.grants.enums import ActKind, EditionState, FunderKind
from cite.tenancy.models import TerritoryScopedModel

CALENDAR = (
    "opens_on",
    "closes_on",
    "admissibility_on",
    "review_on",
    "committee_on",
    "notification_on",
    "interim_report_on",
    "report_due_on",
)
"""The days of a call, in their order."""


class Funder(TerritoryScopedModel, VersionedModel):
    """An authority that funds actions here. Its people are the members of `partner`.

    `dauphin_label`: the line of account 74 to choose in Dauphin (« 42-ETAT-POLITIQUE-VILLE »).
    """

    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("nature"), max_length=24, choices=FunderKind)
    partner = models.ForeignKey(
        "actors.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure"),
    )
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    act_kind = models.CharField(
        _("acte par lequel il décide"), max_length=16, choices=ActKind, default=ActKind.ORDER
    )
    signatory = models.CharField(_("qui signe, à quel titre"), max_length=200, blank=True)
    dauphin_label = models.CharField(_("ligne à choisir dans Dauphin"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=100)
    is_active = models.BooleanField(_("finance encore"), default=True)

    class Meta:
        verbose_name = _("financeur")
        verbose_name_plural = _("financeurs")
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "name"], name="grants_funder_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=FunderKind.values), name="grants_funder_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CallForProjects(TerritoryScopedModel, VersionedModel):
    """One year's call. Its words and its calendar are those of its edition in force."""

    year = models.PositiveSmallIntegerField(_("année des actions"))
    title = models.CharField(_("titre"), max_length=200)
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("appel dont il est la copie"),
    )
    last_number = models.PositiveIntegerField(_("dernier numéro de dossier"), default=0, editable=False)

    class Meta:
        verbose_name = _("appel à projets")
        verbose_name_plural = _("appels à projets")
        ordering = ["-year", "title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "year", "title"], name="grants_call_once"),
            models.CheckConstraint(
                condition=models.Q(year__gte=2020, year__lte=2100), name="grants_call_plausible_year"
            ),
        ]

    def __str__(self) -> str:
        return self.title


def _in_order() -> models.Q:
    condition = models.Q()
    for earlier, later in zip(CALENDAR, CALENDAR[1:], strict=False):
        condition &= models.Q(**{f"{later}__gte": models.F(earlier)})
    return condition


class CallEdition(TerritoryScopedModel, AgreedModel, JointAgreement):
    """One version of a call: its words, its calendar, its lists. Both co-pilots agree before it is in force.

    A file keeps the edition it was written under; deadlines are those of the edition in force. `stakes`,
    `priorities`, `pieces`, `grid` and `parameters` are read by `rules/call_content.py`, which says their shape.
    """

    call = models.ForeignKey(
        CallForProjects, on_delete=models.PROTECT, related_name="+", verbose_name=_("appel à projets")
    )
    number = models.PositiveSmallIntegerField(_("numéro de version"))
    state = models.CharField(_("situation"), max_length=16, choices=EditionState, default=EditionState.DRAFT)
    presentation = models.TextField(_("présentation et règlement"), max_length=20_000)
    contract = models.CharField(_("contrat de ville"), max_length=200, blank=True)
    pillar = models.CharField(_("pilier renforcé"), max_length=200, blank=True)
    pillar_action = models.CharField(_("action du pilier"), max_length=300, blank=True)
    stakes = models.JSONField(_("enjeux"), default=list)
    priorities = models.JSONField(_("priorités"), default=list)
    pieces = models.JSONField(_("pièces demandées"), default=list)
    grid = models.JSONField(_("grille d’instruction"), default=list)
    parameters = models.JSONField(_("seuils et délais"), default=dict)
    opens_on = models.DateField(_("ouverture du dépôt"))
    closes_on = models.DateField(_("dernier jour pour déposer"))
    admissibility_on = models.DateField(_("fin de la recevabilité"))
    review_on = models.DateField(_("fin de l’instruction"))
    committee_on = models.DateField(_("comité"))
    notification_on = models.DateField(_("notification"))
    interim_report_on = models.DateField(_("bilan intermédiaire"))
    report_due_on = models.DateField(_("bilan final"))
    change_reason = models.CharField(_("ce qui change, et pourquoi"), max_length=500, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("écrite par")
    )
    published_on = models.DateField(_("en vigueur depuis le"), null=True, blank=True)

    class Meta:
        verbose_name = _("version d’un appel à projets")
        verbose_name_plural = _("versions des appels à projets")
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="grants_edition_one_per_number"),
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(state=EditionState.PUBLISHED),
                name="grants_edition_one_published",
            ),
            models.UniqueConstraint(
                fields=["call"], condition=models.Q(state=EditionState.DRAFT), name="grants_edition_one_draft"
            ),
            models.CheckConstraint(condition=_in_order(), name="grants_edition_calendar_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.call} – {self.number}"


class Envelope(TerritoryScopedModel, VersionedModel):
    """What a funder puts in a call. `committed` is what its prepared and recorded decisions take.

    The database refuses that it be exceeded, even by two decisions at the same instant.
    """

    call = models.ForeignKey(
        CallForProjects, on_delete=models.PROTECT, related_name="+", verbose_name=_("appel à projets")
    )
    funder = models.ForeignKey(
        Funder, on_delete=models.PROTECT, related_name="+", verbose_name=_("financeur")
    )
    amount = models.DecimalField(
        _("montant"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    committed = models.DecimalField(
        _("déjà attribué"), max_digits=12, decimal_places=2, default=Decimal(0), editable=False
    )

    class Meta:
        verbose_name = _("enveloppe")
        verbose_name_plural = _("enveloppes")
        ordering = ["funder", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "funder"], name="grants_envelope_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, committed__gte=0, committed__lte=models.F("amount")),
                name="grants_envelope_never_exceeded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.funder} – {self.call}"

    @property
    def left(self) -> Decimal:
        """What may still be decided."""
        return self.amount - self.committed
