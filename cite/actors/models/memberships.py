"""The people who act for an organization in a Cité."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import Role
from cite.actors.enums import MembershipState
from cite.actors.models.partners import Partner
from cite.core.models import VersionedModel
from cite.tenancy.models import TerritoryScopedModel


class Membership(TerritoryScopedModel, VersionedModel):
    """A person in an organization: what she does there, where, and until when.

    `districts` narrows what she sees to some districts; empty means those of her organization.
    """

    journal_protected = True

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("personne")
    )
    role = models.CharField(_("rôle"), max_length=32, choices=Role)
    is_administrator = models.BooleanField(_("gère les membres de la structure"), default=False)
    job_title = models.CharField(_("fonction"), max_length=120, blank=True)
    districts = models.ManyToManyField(
        "territories.District", related_name="+", blank=True, verbose_name=_("quartiers suivis")
    )
    state = models.CharField(
        _("situation"), max_length=16, choices=MembershipState, default=MembershipState.ACTIVE
    )
    ended_on = models.DateField(_("partie le"), null=True, blank=True)
    handed_over_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("suite confiée à"),
    )

    class Meta:
        verbose_name = _("membre d’une structure")
        verbose_name_plural = _("membres des structures")
        constraints = [
            models.UniqueConstraint(fields=["partner", "user"], name="actors_membership_once_per_person"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="actors_membership_known_role"
            ),
        ]
        indexes = [models.Index(fields=["user", "state"], name="actors_membership_of_person")]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"
