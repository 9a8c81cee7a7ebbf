"""What organizations sign: texts in versions, and signatures that nothing changes."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import CommitmentKind, TextState
from cite.actors.models.joint import JointAgreement
from cite.actors.models.partners import Partner
from cite.core.models import BaseModel, VersionedModel
from cite.tenancy.models import TerritoryManager, TerritoryQuerySet, TerritoryScopedModel


class CommitmentText(TerritoryScopedModel, VersionedModel, JointAgreement):
    """One version of a text to sign: plain paragraphs; both co-pilots agree before it is published."""

    kind = models.CharField(_("nature"), max_length=32, choices=CommitmentKind)
    number = models.PositiveSmallIntegerField(_("numéro de version"))
    title = models.CharField(_("titre"), max_length=200)
    body = models.TextField(_("texte"), max_length=20_000)
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64, editable=False)
    state = models.CharField(_("situation"), max_length=16, choices=TextState, default=TextState.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("écrit par"),
    )
    published_on = models.DateField(_("en vigueur depuis le"), null=True, blank=True)

    class Meta:
        verbose_name = _("texte à signer")
        verbose_name_plural = _("textes à signer")
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind", "number"], name="actors_commitmenttext_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["territory", "kind"],
                condition=models.Q(state=TextState.PUBLISHED),
                name="actors_commitmenttext_one_published",
            ),
            models.UniqueConstraint(
                fields=["territory", "kind"],
                condition=models.Q(state=TextState.DRAFT),
                name="actors_commitmenttext_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paragraphs(self) -> list[str]:
        """The text, paragraph by paragraph."""
        return [part.strip() for part in self.body.split("\n\n") if part.strip()]


def readable_fingerprint(sha256: str) -> str:
    """Write a fingerprint in groups of eight, to be compared by eye and to fit a phone."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


class CommitmentIsFinal(RuntimeError):
    """A signature was about to be changed or deleted: a defect of ours."""


def _refuse(*args: Any, **kwargs: Any) -> NoReturn:
    raise CommitmentIsFinal("a signature never changes")


class FinalQuerySet(TerritoryQuerySet):
    """Rows that are added and read."""

    update = delete = bulk_update = update_or_create = _refuse


class Commitment(TerritoryScopedModel, BaseModel):
    """The signature of a text for an organization: by whom, as what, when, with the fingerprint of what she read.

    Names are kept as they were on that day.
    """

    objects = TerritoryManager.from_queryset(FinalQuerySet)()

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    text = models.ForeignKey(
        CommitmentText, on_delete=models.PROTECT, related_name="+", verbose_name=_("texte")
    )
    organization_name = models.CharField(_("nom de la structure"), max_length=200)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("signataire")
    )
    signatory_name = models.CharField(_("nom du signataire"), max_length=150)
    signatory_function = models.CharField(_("fonction"), max_length=120)
    signed_at = models.DateTimeField(_("signé le"))
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("engagement signé")
        verbose_name_plural = _("engagements signés")
        constraints = [
            models.UniqueConstraint(fields=["partner", "text"], name="actors_commitment_once_per_text"),
        ]

    def __str__(self) -> str:
        return f"{self.text} – {self.organization_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new signature; one that exists never changes."""
        if not self._state.adding:
            raise CommitmentIsFinal("a signature never changes")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise CommitmentIsFinal("a signature is never deleted")
