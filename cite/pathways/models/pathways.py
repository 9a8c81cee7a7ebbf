"""A pathway, its referent (one at a time), the professionals around, its pauses."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.models import VersionedModel
from cite.pathways.enums.pathways import Origin, PauseReason, ReferentState
from cite.referrals.models import Introduction
from cite.residents.models import Resident
from cite.tenancy.models import TerritoryScopedModel


class Pathway(TerritoryScopedModel, VersionedModel):
    """One episode of support: a person who comes back opens another one. Its status is computed (`rules/status.py`).

    `last_contact_on`, `last_heard_on` are kept by the operations that write contacts and appointments, so that lists
    and alerts read one row a pathway; a test compares them with the events.
    """

    journal_protected = True

    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="+", verbose_name=_("habitant")
    )
    number = models.PositiveSmallIntegerField(_("numéro du parcours"), default=1)
    origin = models.CharField(_("origine"), max_length=16, choices=Origin)
    introduction = models.ForeignKey(
        Introduction,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signalement"),
    )
    opened_on = models.DateField(_("ouvert le"))
    opened_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("ouvert par")
    )
    last_contact_on = models.DateField(_("dernier échange"), null=True, blank=True, editable=False)
    last_heard_on = models.DateField(
        _("dernières nouvelles venues d’elle"), null=True, blank=True, editable=False
    )
    closed_on = models.DateField(_("terminé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("parcours")
        verbose_name_plural = _("parcours")
        ordering = ["-opened_on", "-pk"]
        indexes = [
            # Pages that count every open pathway read it alone (`queries.lists.by_structure`). SQLite looks at the
            # condition again where its value is not in the index itself: it read every row to find that it is open.
            models.Index(
                fields=["territory", "opened_on", "last_heard_on", "opened_by", "resident", "closed_on"],
                name="pathways_pathway_standing",
                condition=Q(closed_on=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["resident", "number"], name="pathways_pathway_one_per_number"),
            models.UniqueConstraint(
                fields=["resident"], condition=Q(closed_on=None), name="pathways_pathway_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="pathways_pathway_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.opened_on:%d/%m/%Y}"


class Refereeship(TerritoryScopedModel, VersionedModel):
    """Who is, was, or is asked to become the referent of a pathway: one at a time, each hand-over accepted."""

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("référent")
    )
    state = models.CharField(_("état"), max_length=16, choices=ReferentState, default=ReferentState.PROPOSED)
    proposed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposé par")
    )
    proposed_on = models.DateField(_("proposé le"))
    message = models.CharField(_("message"), max_length=280, blank=True)
    since = models.DateField(_("référent depuis le"), null=True, blank=True)
    until = models.DateField(_("référent jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("référent d’un parcours")
        verbose_name_plural = _("référents d’un parcours")
        ordering = ["-proposed_on", "-pk"]
        indexes = [
            models.Index(fields=["member", "state"], name="pathways_refereeship_caseload"),
            models.Index(  # who answers for each pathway is read from it alone (`queries.lists.whose`)
                fields=["pathway", "-since", "-id", "member", "territory"],
                name="pathways_refereeship_last",
                condition=Q(since__isnull=False),
            ),
            models.Index(  # and whether somebody still does (`queries.status.is_nobodys`)
                fields=["pathway", "member", "territory", "state"],
                name="pathways_refereeship_present",
                condition=Q(state=ReferentState.ACTIVE),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway"],
                condition=Q(state=ReferentState.ACTIVE),
                name="pathways_refereeship_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["pathway"],
                condition=Q(state=ReferentState.PROPOSED),
                name="pathways_refereeship_one_proposal",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReferentState.values), name="pathways_refereeship_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.get_state_display()}"


class GroupMember(TerritoryScopedModel):
    """A professional of the group around somebody, from a day to another; her structure needs an open sharing."""

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("professionnel")
    )
    part = models.CharField(_("ce qu’il fait"), max_length=120, blank=True)
    since = models.DateField(_("depuis le"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("membre du groupe")
        verbose_name_plural = _("membres du groupe")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "member"], condition=Q(until=None), name="pathways_groupmember_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)


class Pause(TerritoryScopedModel, VersionedModel):
    """Days during which silence says nothing: why, without detail, and until when it is looked at again."""

    journal_protected = True

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="+", verbose_name=_("parcours")
    )
    reason = models.CharField(_("raison"), max_length=16, choices=PauseReason)
    first_on = models.DateField(_("premier jour"))
    last_on = models.DateField(_("dernier jour"))
    noted_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("notée par")
    )

    class Meta:
        verbose_name = _("pause d’un parcours")
        verbose_name_plural = _("pauses d’un parcours")
        ordering = ["-first_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="pathways_pause_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on:%d/%m/%Y} – {self.last_on:%d/%m/%Y}"
