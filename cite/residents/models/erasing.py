"""What is left of people once they are forgotten: figures, and the list that the archives ask for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cite.residents.enums.people import EducationLevel, Sex
from cite.residents.enums.rights import ErasureReason
from cite.tenancy.models import TerritoryScopedModel
from cite.territories.models import District


class Elimination(TerritoryScopedModel):
    """One line of the elimination list (code du patrimoine, article L212-2): why, which years, how many files."""

    done_on = models.DateField(_("éliminé le"))
    reason = models.CharField(_("motif"), max_length=16, choices=ErasureReason)
    first_year = models.PositiveSmallIntegerField(_("première année"))
    last_year = models.PositiveSmallIntegerField(_("dernière année"))
    count = models.PositiveIntegerField(_("nombre de dossiers"))

    class Meta:
        verbose_name = _("élimination de dossiers")
        verbose_name_plural = _("éliminations de dossiers")
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "done_on", "reason"], name="residents_elimination_one_line_a_day"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="residents_elimination_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.done_on:%d/%m/%Y} – {self.count}"


class FormerResident(TerritoryScopedModel):
    """Somebody forgotten, as figures remember her: nothing here leads back to a person.

    `age_band`, `situations` and `year` are those of her entry.
    `facts` is what the applications above keep for their figures (freins, exits), through a port.
    """

    year = models.PositiveSmallIntegerField(_("année d’entrée"))
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quartier"),
    )
    answer = models.CharField(_("réponse sur le quartier"), max_length=16, blank=True)
    age_band = models.CharField(_("tranche d’âge"), max_length=8, blank=True)
    sex = models.CharField(_("sexe"), max_length=8, choices=Sex, blank=True)
    situations = models.JSONField(_("situation"), default=list, blank=True)
    education_level = models.CharField(_("niveau"), max_length=16, choices=EducationLevel, blank=True)
    facts = models.JSONField(_("ce que les chiffres gardent de son parcours"), default=dict, blank=True)

    class Meta:
        verbose_name = _("ancien habitant suivi, sans nom")
        verbose_name_plural = _("anciens habitants suivis, sans nom")
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return str(self.year)
