"""Who a resident is and where she lives: the least that helping her takes (domain law: minimisation)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership, Partner
from cite.core.models import VersionedModel
from cite.residents.enums.people import Channel, EducationLevel, Protection, ResidentState, Sex
from cite.residents.rules.identity import name_key
from cite.tenancy.models import TerritoryScopedModel
from cite.territories.enums import Generation, Status
from cite.territories.models import Commune, District

OLDEST_BIRTH = 1900


class Resident(TerritoryScopedModel, VersionedModel):
    """Somebody who lives here and is helped. Forbidden fields do not exist: no NIR, origin, religion, diagnosis.

    Empty and null say « nobody asked ». `birth_date` where she gave it whole, else `birth_year` alone.
    `language` is the one she is written to, `languages` those she speaks. `last_heard_on` is the last time something
    came from her: reminders do not count, and the retention runs from it. `is_training`: entered in training mode,
    an invented person.
    """

    journal_protected = True

    state = models.CharField(
        _("état"), max_length=16, choices=ResidentState, default=ResidentState.ACTIVE, editable=False
    )
    first_name = models.CharField(_("prénom"), max_length=60)
    last_name = models.CharField(_("nom"), max_length=80)
    name_key = models.CharField(_("clé de recherche du nom"), max_length=600, editable=False, blank=True)
    birth_date = models.DateField(_("date de naissance"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("année de naissance"), null=True, blank=True)
    sex = models.CharField(_("sexe"), max_length=8, choices=Sex, blank=True)

    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("adresse électronique"), max_length=254, blank=True)
    channel = models.CharField(_("préfère être jointe par"), max_length=16, choices=Channel, blank=True)
    reachable_hours = models.CharField(_("moments où la joindre"), max_length=120, blank=True)
    language = models.CharField(_("langue des messages"), max_length=8, default="fr")
    languages = models.JSONField(_("langues parlées"), default=list, blank=True)
    needs_interpreter = models.BooleanField(_("besoin d’un interprète"), null=True, blank=True)
    via_name = models.CharField(_("joignable par quelqu’un : qui"), max_length=80, blank=True)
    via_phone = models.CharField(_("joignable par quelqu’un : téléphone"), max_length=20, blank=True)
    via_agreed = models.BooleanField(
        _("elle est d’accord pour passer par cette personne"), null=True, blank=True
    )

    situations = models.JSONField(_("situation"), default=list, blank=True)
    education_level = models.CharField(_("niveau"), max_length=16, choices=EducationLevel, blank=True)
    protection = models.CharField(_("protection"), max_length=16, choices=Protection, blank=True)
    guardian_name = models.CharField(_("représentant : nom"), max_length=120, blank=True)
    guardian_phone = models.CharField(_("représentant : téléphone"), max_length=20, blank=True)
    guardian_informed = models.BooleanField(_("représentant informé"), null=True, blank=True)

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure qui a ouvert la fiche")
    )
    created_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("fiche ouverte par")
    )
    last_heard_on = models.DateField(_("dernières nouvelles venues d’elle"))
    is_training = models.BooleanField(_("fiche d’essai"), default=False, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("réunie à"),
    )

    class Meta:
        verbose_name = _("habitant")
        verbose_name_plural = _("habitants")
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["territory", "name_key"], name="residents_resident_by_name"),
            models.Index(fields=["territory", "last_heard_on"], name="residents_resident_by_news"),
            models.Index(fields=["territory", "is_training"], name="residents_resident_by_mode"),
            models.Index(fields=["phone"], name="residents_resident_by_phone", condition=~Q(phone="")),
            models.Index(fields=["email"], name="residents_resident_by_email", condition=~Q(email="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ResidentState.values), name="residents_resident_known_state"
            ),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(OLDEST_BIRTH, 2200)),
                name="residents_resident_plausible_birth",
            ),
            models.CheckConstraint(
                condition=Q(state=ResidentState.MERGED, merged_into__isnull=False)
                | (~Q(state=ResidentState.MERGED) & Q(merged_into=None)),
                name="residents_resident_merged_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the person, found by her name in whatever order it is typed."""
        self.name_key = name_key(self.first_name, self.last_name)
        if self.birth_date is not None:
            self.birth_year = self.birth_date.year
        super().save(*args, **kwargs)

    @property
    def chosen_address(self) -> str:
        """Where she likes to be written to, her telephone or her mail; empty where she chose neither."""
        return {Channel.SMS: self.phone, Channel.EMAIL: self.email}.get(self.channel, "")

    @property
    def initials(self) -> str:
        """What paper and minutes show instead of a name."""
        return "".join(f"{part[0].upper()}." for part in (self.first_name, self.last_name) if part)


class Residence(TerritoryScopedModel):
    """Where somebody lived from a day on, with the answer given that day, frozen; the present one is computed beside.

    `answer` is one of the seven of `territories`; `district` only where it is « in a QPV ». A declared district
    (`is_declared`) is what she said, without an address.
    """

    journal_protected = True

    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("habitant")
    )
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    since = models.DateField(_("depuis le"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    answer = models.CharField(_("réponse"), max_length=16, choices=Status, default=Status.UNKNOWN)
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quartier"),
    )
    generation = models.CharField(_("liste"), max_length=4, choices=Generation, blank=True)
    answered_on = models.DateField(_("réponse du"))
    is_declared = models.BooleanField(_("quartier dit par la personne"), default=False)

    class Meta:
        verbose_name = _("lieu de vie")
        verbose_name_plural = _("lieux de vie")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="residents_residence_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["resident"], condition=Q(until=None), name="residents_residence_one_today"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=Status.values), name="residents_residence_known_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.address or self.get_answer_display()
