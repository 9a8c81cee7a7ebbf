"""What pilots and carriers say of two services that overlap."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.directory.enums.overlaps import Side, Verdict, Who
from cite.tenancy.models import TerritoryScopedModel

_PARTNER = {"on_delete": models.PROTECT, "related_name": "+"}


class OverlapVerdict(TerritoryScopedModel):
    """What one side said of a pair, never changed: saying something else is another row, and the last one counts.

    `reminded_on`: when whoever takes charge of what follows was reminded that its day comes.

    `first` and `second` name the pair (`queries/overlaps.py`); overlaps are computed, verdicts stay. `fingerprint`
    is what was explained then: another explanation asks to look again.
    """

    first = models.CharField(_("première proposition"), max_length=60)
    second = models.CharField(_("seconde proposition"), max_length=60)
    first_partner = models.ForeignKey("actors.Partner", verbose_name=_("première structure"), **_PARTNER)
    second_partner = models.ForeignKey("actors.Partner", verbose_name=_("seconde structure"), **_PARTNER)
    titles = models.JSONField(_("intitulés"), default=list)
    side = models.CharField(_("côté"), max_length=16, choices=Side)
    verdict = models.CharField(_("avis"), max_length=16, choices=Verdict)
    reason = models.CharField(_("raison"), max_length=1000)
    follow_up = models.CharField(_("suite à donner"), max_length=500, blank=True)
    who = models.CharField(_("qui s’en charge"), max_length=16, choices=Who, blank=True)
    until = models.DateField(_("pour le"), null=True, blank=True)
    reminded_on = models.DateField(_("rappelé le"), null=True, blank=True, editable=False)
    fingerprint = models.TextField(_("ce qui coïncidait"), editable=False)
    is_last = models.BooleanField(_("dernier avis de ce côté"), default=True)
    decision = models.ForeignKey(
        "meetings.MeetingDecision",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("décision d’une réunion"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("avis sur un recoupement")
        verbose_name_plural = _("avis sur les recoupements")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "first", "second", "side"],
                condition=models.Q(is_last=True),
                name="directory_verdict_one_last_per_side",
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=Side.values, verdict__in=Verdict.values),
                name="directory_verdict_known_words",
            ),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="directory_verdict_of_two"
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "first", "second"], name="directory_verdict_of_pair"),
        ]

    def __str__(self) -> str:
        return str(Verdict(self.verdict).label)
