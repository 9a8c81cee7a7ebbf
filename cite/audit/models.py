"""The entries of the journal and the seals over them. Nothing here is changed, except by sealing and by the purge."""

from __future__ import annotations

import json
import uuid
from typing import Any, NoReturn

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cite.audit.enums import Category
from cite.audit.rules import digest_of, line_of
from cite.core.journal import label_of
from cite.tenancy.models import Territory


class JournalIsImmutable(RuntimeError):
    """Somebody tried to change what was written: a defect of ours, or worse."""


def _refuse(*args: Any, **kwargs: Any) -> NoReturn:
    raise JournalIsImmutable("What the journal holds is neither changed nor deleted.")


class ImmutableQuerySet(models.QuerySet):
    """Rows that are added and read."""

    update = delete = bulk_update = update_or_create = _refuse


class EntryQuerySet(ImmutableQuerySet):
    """Entries: the two changes there are."""

    def attach(self, seal: Seal) -> int:
        """Put waiting entries under a seal; tells how many."""
        return models.QuerySet.update(self.filter(seal=None), seal=seal)

    def erase(self, purge: Entry) -> int:
        """Erase the content of sealed entries, on the word of a purge; tells how many."""
        alive = self.filter(seal__isnull=False, erased_by=None)
        blank = dict.fromkeys((*TEXTS, "salt"), "") | dict.fromkeys(UUIDS)
        return models.QuerySet.update(alive, erased_by=purge, **blank)


class Seal(models.Model):
    """A hash over a batch of entries and over the seal before: changing one breaks all that follow."""

    number = models.PositiveBigIntegerField(_("numéro"), primary_key=True)
    at = models.DateTimeField(_("posé le"))
    entry_count = models.PositiveIntegerField(_("lignes couvertes"))
    hash = models.CharField(_("empreinte"), max_length=64)

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        verbose_name = _("sceau du journal")
        verbose_name_plural = _("sceaux du journal")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the seal, once."""
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs | {"force_insert": True})

    delete = _refuse


TEXTS = ("by_name", "organization_name", "target_kind", "target_label", "payload")
UUIDS = ("by_uuid", "organization_uuid", "target_uuid", "person_uuid")


class Entry(models.Model):
    """One thing done or read: when, by whom, for which organization, on what, about whom.

    Plain identifiers and names of that day, no foreign key to people: an entry outlives what it names. Entries that
    commit late simply join the next seal; no order of numbers is assumed.
    """

    uuid = models.UUIDField(_("identifiant public"), default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("le"))
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("territoire"),
    )
    action = models.CharField(_("acte"), max_length=64)
    category = models.CharField(_("catégorie"), max_length=16, choices=Category)

    by_uuid = models.UUIDField(_("identifiant de la personne qui agit"), null=True, blank=True)
    by_name = models.CharField(_("nom de la personne qui agit"), max_length=150, blank=True)
    organization_uuid = models.UUIDField(_("identifiant de la structure"), null=True, blank=True)
    organization_name = models.CharField(_("nom de la structure"), max_length=200, blank=True)
    target_kind = models.CharField(_("sorte de fiche"), max_length=64, blank=True)
    target_uuid = models.UUIDField(_("identifiant de la fiche"), null=True, blank=True)
    target_label = models.CharField(_("nom de la fiche"), max_length=200, blank=True)
    person_uuid = models.UUIDField(_("identifiant de la personne concernée"), null=True, blank=True)
    payload = models.TextField(_("champs modifiés, en JSON"), blank=True)

    salt = models.CharField(_("sel"), max_length=32, blank=True)
    digest = models.CharField(_("empreinte du contenu"), max_length=64)
    seal = models.ForeignKey(
        Seal, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sceau")
    )
    erased_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("effacée par"),
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("lignes du journal")
        indexes = [
            models.Index(fields=["territory", "-at"], name="audit_entry_of_territory"),
            models.Index(fields=["person_uuid", "-at"], name="audit_entry_of_person"),
            models.Index(
                fields=["category", "at"], condition=models.Q(erased_by=None), name="audit_entry_to_erase"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=Category.values), name="audit_entry_known_category"
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(localtime(self.at), 'd/m/Y H:i')}, {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry, once."""
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs | {"force_insert": True})

    delete = _refuse

    @property
    def content(self) -> list[str]:
        """Everything that the purge erases and that the digest covers."""
        return [*(getattr(self, name) for name in TEXTS), *(str(getattr(self, name) or "") for name in UUIDS)]

    @property
    def true_digest(self) -> str:
        """The digest that this content deserves."""
        return digest_of(self.salt, self.content)

    @property
    def line(self) -> str:
        """What a seal covers."""
        return line_of(
            uuid=str(self.uuid),
            at=self.at,
            action=self.action,
            category=self.category,
            territory=self.territory_id,
            digest=self.digest,
        )

    @property
    def label(self) -> str:
        """The act, as people read it."""
        return label_of(self.action)

    @property
    def changes(self) -> dict[str, Any]:
        """The changed fields: pairs of before and after, or None for a protected record."""
        return json.loads(self.payload) if self.payload else {}

    @property
    def is_blank(self) -> bool:
        """Whether nothing of the content is left."""
        return not self.salt and not any(self.content)
