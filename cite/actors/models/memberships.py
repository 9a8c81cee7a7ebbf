"""The people who act for an organization in a Cité."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.accounts.enums import Role
from cite.actors.enums import InvitationState, JoinRequestState, MembershipState
from cite.actors.models.partners import Partner
from cite.core.models import VersionedModel
from cite.core.text import search_key
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
    search_key = models.CharField(_("clé de recherche"), max_length=600, editable=False, blank=True)
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
        indexes = [
            models.Index(fields=["user", "state"], name="actors_membership_of_person"),
            # The search walks it in order, and stops at the first few.
            models.Index(fields=["territory", "state", "search_key"], name="actors_membership_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"

    def save(self, *args, **kwargs) -> None:
        """Save, with the name folded for search (a receiver follows a change of name)."""
        if self.user_id:
            self.search_key = search_key(self.user.full_name)
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:
        """Whether it opens anything, the state of the organization apart."""
        return self.state == MembershipState.ACTIVE


class Invitation(TerritoryScopedModel, VersionedModel):
    """A place offered to whoever reads mail at an address; the link in the message answers, once."""

    journal_protected = True

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    email = models.EmailField(_("adresse électronique"), max_length=254)
    role = models.CharField(_("rôle"), max_length=32, choices=Role)
    is_administrator = models.BooleanField(_("gère les membres de la structure"), default=False)
    districts = models.ManyToManyField(
        "territories.District", related_name="+", blank=True, verbose_name=_("quartiers suivis")
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invitée par")
    )
    state = models.CharField(
        _("situation"), max_length=16, choices=InvitationState, default=InvitationState.PENDING
    )
    expires_at = models.DateTimeField(_("expire le"))
    answered_at = models.DateTimeField(_("réponse le"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "email"],
                condition=models.Q(state=InvitationState.PENDING),
                name="actors_invitation_one_pending_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="actors_invitation_known_role"
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="actors_invitation_expiring")]

    def __str__(self) -> str:
        return f"{self.partner} – {self.get_role_display()}"


class JoinRequest(TerritoryScopedModel, VersionedModel):
    """A person asks an organization to let her act for it."""

    journal_protected = True

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("personne")
    )
    role = models.CharField(_("rôle demandé"), max_length=32, choices=Role)
    message = models.CharField(_("message"), max_length=500, blank=True)
    state = models.CharField(
        _("situation"), max_length=16, choices=JoinRequestState, default=JoinRequestState.PENDING
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("réponse de"),
    )
    answered_at = models.DateTimeField(_("réponse le"), null=True, blank=True)
    answer = models.CharField(_("motif"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("demande pour rejoindre une structure")
        verbose_name_plural = _("demandes pour rejoindre une structure")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "user"],
                condition=models.Q(state=JoinRequestState.PENDING),
                name="actors_joinrequest_one_pending_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="actors_joinrequest_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.partner}"
