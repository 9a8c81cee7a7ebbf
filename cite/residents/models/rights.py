"""What people ask about their data, and who wishes to reach somebody without learning whether she is known."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.models import VersionedModel
from cite.residents.enums.rights import ReachState, RequestState, Right
from cite.residents.models.people import Resident
from cite.tenancy.models import TerritoryScopedModel


class RightRequest(TerritoryScopedModel, VersionedModel):
    """A person uses a right over her data; the answer is due within a month (RGPD, article 12.3)."""

    journal_protected = True

    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("habitant")
    )
    right = models.CharField(_("droit"), max_length=16, choices=Right)
    state = models.CharField(_("état"), max_length=16, choices=RequestState, default=RequestState.OPEN)
    asked_on = models.DateField(_("demandé le"))
    due_on = models.DateField(_("réponse due le"))
    details = models.CharField(_("ce qu’elle demande"), max_length=1000, blank=True)
    noted_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("notée par")
    )
    answered_on = models.DateField(_("répondue le"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("répondue par"),
    )
    answer = models.CharField(_("réponse"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("demande sur ses données")
        verbose_name_plural = _("demandes sur leurs données")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="residents_rightrequest_known_state"
            ),
            models.UniqueConstraint(
                fields=["resident", "right"],
                condition=Q(state=RequestState.OPEN),
                name="residents_rightrequest_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.get_right_display()


class ReachRequest(TerritoryScopedModel, VersionedModel):
    """« X wishes to reach you »: a message for the referent of somebody; who asks never learns whether she is known.

    Nothing is kept of what was typed: only the file it led to, for whoever follows it.
    """

    journal_protected = True

    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("habitant")
    )
    asked_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("demandé par")
    )
    reason = models.CharField(_("pourquoi"), max_length=280)
    asked_on = models.DateField(_("demandé le"))
    state = models.CharField(_("état"), max_length=16, choices=ReachState, default=ReachState.WAITING)
    answered_by = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("répondu par"),
    )
    answered_on = models.DateField(_("répondu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("demande de mise en relation")
        verbose_name_plural = _("demandes de mise en relation")
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "asked_by"],
                condition=Q(state=ReachState.WAITING),
                name="residents_reachrequest_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
