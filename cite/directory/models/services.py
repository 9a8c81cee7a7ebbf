"""A service: what its sheet says, when it may be trusted, and by what it is found."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.models import VersionedModel
from cite.directory.enums import Facet, Level, ServiceState, UpdateEvery
from cite.directory.models.places import Located
from cite.directory.models.sources import Source, Structure
from cite.tenancy.models import TerritoryScopedModel, TerritoryScopedRow


class Service(TerritoryScopedModel, VersionedModel, Located):
    """Something a resident can be helped by, in the fields of the national standard, and those the Cité adds.

    Lists hold codes: of the standard (`themes`, `audiences`, …), of ISO 639-1 (`languages`), of our enumerations
    (`obstacles`, `to_bring`). What is true, false or not known is null when not known. No age by default: « sans
    distinction d'âge » (fiche technique). `shown_until` is the last day on which the public sees the sheet unless
    somebody confirms it. `welcomed_by` is shown to everybody, where the person agreed; `contact_name` to
    professionals. A duplicate keeps its own sheet, and points to the one shown in its place.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    key = models.CharField(_("identifiant"), max_length=200)
    digest = models.CharField(_("empreinte de la fiche lue"), max_length=32, blank=True, editable=False)
    structure = models.ForeignKey(
        Structure, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    state = models.CharField(_("état"), max_length=16, choices=ServiceState, default=ServiceState.DRAFT)

    name = models.CharField(_("nom du service"), max_length=150)
    summary = models.CharField(_("en une phrase"), max_length=280, blank=True)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    kind = models.CharField(_("type de service"), max_length=32, blank=True)
    themes = models.JSONField(_("besoins"), default=list, blank=True)
    obstacles = models.JSONField(_("freins"), default=list, blank=True)
    audiences = models.JSONField(_("publics"), default=list, blank=True)
    audience_details = models.CharField(_("précisions sur les publics"), max_length=1000, blank=True)
    min_age = models.PositiveSmallIntegerField(_("âge minimal"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("âge maximal"), null=True, blank=True)
    fee = models.CharField(_("prix"), max_length=16, blank=True)
    fee_details = models.CharField(_("précisions sur le prix"), max_length=1000, blank=True)
    access_conditions = models.CharField(_("conditions d’accès"), max_length=2000, blank=True)
    prerequisites = models.CharField(_("prérequis"), max_length=1000, blank=True)
    to_bring = models.JSONField(_("ce qu’il faut apporter"), default=list, blank=True)
    level = models.CharField(_("niveau de la formation"), max_length=16, choices=Level, blank=True)

    reception_modes = models.JSONField(_("façons d’accueillir"), default=list, blank=True)
    eligibility_zone = models.JSONField(_("zone d’éligibilité"), default=list, blank=True)
    districts = models.ManyToManyField(
        "territories.District", related_name="+", blank=True, verbose_name=_("quartiers couverts")
    )
    covers_all_districts = models.BooleanField(_("couvre tous les quartiers prioritaires"), default=False)
    contact_name = models.CharField(_("personne à contacter"), max_length=150, blank=True)
    welcomed_by = models.CharField(_("qui vous accueille"), max_length=60, blank=True)
    welcome_agreed = models.BooleanField(_("cette personne est d’accord"), null=True, blank=True)

    mobilization_modes = models.JSONField(_("façons de demander"), default=list, blank=True)
    mobilization_url = models.URLField(_("lien pour demander"), max_length=500, blank=True)
    mobilization_details = models.CharField(_("comment demander"), max_length=2000, blank=True)
    mobilizable_by = models.JSONField(_("qui peut demander"), default=list, blank=True)
    weekly_hours = models.DecimalField(
        _("heures par semaine"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    weeks = models.PositiveSmallIntegerField(_("nombre de semaines"), null=True, blank=True)

    languages = models.JSONField(_("langues parlées"), default=list, blank=True)
    entry_delay_days = models.PositiveSmallIntegerField(_("délai d’entrée, en jours"), null=True, blank=True)
    places_left = models.PositiveIntegerField(_("places restantes"), null=True, blank=True)
    without_appointment = models.BooleanField(_("sans rendez-vous"), null=True, blank=True)
    childcare_on_site = models.BooleanField(_("garde d’enfants sur place"), null=True, blank=True)
    without_car = models.BooleanField(_("accessible sans voiture"), null=True, blank=True)
    without_reading = models.BooleanField(_("possible sans savoir lire"), null=True, blank=True)
    step_free = models.BooleanField(_("accessible en fauteuil"), null=True, blank=True)
    evening_hours = models.BooleanField(_("ouvert le soir"), null=True, blank=True)
    interpreter = models.BooleanField(_("interprète possible"), null=True, blank=True)
    combinable = models.BooleanField(_("cumulable avec d’autres dispositifs"), null=True, blank=True)
    combinable_details = models.CharField(_("peut-on cumuler"), max_length=1000, blank=True)
    funded_action = models.ForeignKey(
        "grants.FundedAction",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("action financée"),
    )

    update_every = models.PositiveSmallIntegerField(
        _("à relire"), choices=UpdateEvery, default=UpdateEvery.HALF_YEAR
    )
    confirmed_on = models.DateField(_("confirmée le"), null=True, blank=True)
    shown_until = models.DateField(_("visible jusqu’au"), null=True, blank=True)
    published_on = models.DateField(_("publiée le"), null=True, blank=True)
    needs_review = models.BooleanField(_("changée depuis sa relecture"), default=False)
    warnings_sent = models.PositiveSmallIntegerField(
        _("avertissements envoyés depuis la confirmation"), default=0, editable=False
    )
    quality = models.PositiveSmallIntegerField(_("qualité, sur 100"), default=0, editable=False)
    duplicate_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("doublon de"),
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="directory_service_once_per_source"),
            models.CheckConstraint(
                condition=models.Q(min_age__isnull=True)
                | models.Q(max_age__isnull=True)
                | models.Q(min_age__lte=models.F("max_age")),
                name="directory_service_ages_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                | models.Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="directory_service_position_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "state", "shown_until"], name="directory_service_shown"),
            models.Index(fields=["structure"], name="directory_service_structure"),
            models.Index(fields=["latitude", "longitude"], name="directory_service_position"),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceFacet(TerritoryScopedRow):
    """One code by which a service is filtered and counted, written again whenever its sheet is."""

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="+", verbose_name=_("service")
    )
    facet = models.CharField(_("filtre"), max_length=16, choices=Facet)
    code = models.CharField(_("code"), max_length=100)

    class Meta:
        verbose_name = _("filtre d’un service")
        verbose_name_plural = _("filtres des services")
        constraints = [
            models.UniqueConstraint(fields=["facet", "code", "service"], name="directory_servicefacet_once")
        ]


class Intake(TerritoryScopedModel, VersionedModel):
    """A day on which one can enter a service: a training course that begins, a workshop with its places."""

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="+", verbose_name=_("service")
    )
    starts_on = models.DateField(_("commence le"))
    ends_on = models.DateField(_("finit le"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    places_left = models.PositiveIntegerField(_("places restantes"), null=True, blank=True)
    note = models.CharField(_("précision"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("entrée")
        verbose_name_plural = _("entrées")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="directory_intake_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(places__isnull=True)
                | models.Q(places_left__isnull=True)
                | models.Q(places_left__lte=models.F("places")),
                name="directory_intake_places_left_within",
            ),
        ]
        indexes = [models.Index(fields=["service", "starts_on"], name="directory_intake_next")]


class ServiceVersion(TerritoryScopedModel):
    """What a sheet said at one moment: the reader compares it, and may put it back.

    `facts` has the fields of `rules/sheet.py` and `rules/written.py`.
    `is_reviewed`: a pilot read this version and accepted it.
    """

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="+", verbose_name=_("service")
    )
    number = models.PositiveIntegerField(_("numéro"))
    facts = models.JSONField(_("contenu"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("écrite par"),
    )
    is_reviewed = models.BooleanField(_("relue"), default=False)

    class Meta:
        verbose_name = _("version d’une fiche")
        verbose_name_plural = _("versions d’une fiche")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="directory_serviceversion_once")
        ]
