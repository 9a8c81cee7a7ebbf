"""What every table has: a public identifier that reveals nothing, and its dates."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision, Refused


class SaveObjection(models.TextChoices):
    """Why a record was not saved."""

    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _(
            "Une autre personne a modifié cette fiche pendant que vous l’aviez sous les yeux. "
            "Rechargez la page pour voir ses changements, puis refaites les vôtres."
        ),
    )
    GONE_MEANWHILE = (
        "gone_meanwhile",
        _(
            "Une autre personne a retiré ceci pendant que vous l’aviez sous les yeux. "
            "Rechargez la page pour voir ce qui reste."
        ),
    )


_Record = TypeVar("_Record", bound=models.Model)


def still_there(rows: models.QuerySet[_Record], pk: int | None) -> _Record:
    """Fetch the record that an operation is about.

    Raises:
        Refused: somebody removed it meanwhile.
    """
    record = rows.filter(pk=pk).first()
    if record is None:
        raise Refused(Decision((SaveObjection.GONE_MEANWHILE,)))
    return record


class BaseModel(models.Model):
    """A record: its public identifier goes in addresses, its number stays inside."""

    uuid = models.UUIDField(_("identifiant public"), default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        abstract = True


class VersionedModel(BaseModel):
    """A record that two people may edit at once: the second one is told, nothing is overwritten."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def locked(cls, *, pk: int, version: int) -> Self:
        """Fetch a record for change, if nobody changed it since this version was read.

        Whoever only refers to it (a key that points to it) does not wait: locks never meet the checks of keys.

        Raises:
            Refused: somebody changed it meanwhile, or removed it.
        """
        record = still_there(cls._default_manager.select_for_update(of=("self",), no_key=True), pk)
        if record.version != version:
            raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
        return record

    def save_next_version(self) -> None:
        """Save a record fetched by `locked`, as its next version."""
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("a versioned record is saved in the transaction that locked it")
        self.version += 1
        self.save()


class AgreedModel(VersionedModel):
    """A record that several people agree to, each as she read it: an agreement is a new version that says the same.

    `said_version`: the version since which it says what it says.
    """

    said_version = models.PositiveIntegerField(_("version de ce qui est dit"), default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def locked_as_read(cls, *, pk: int, version: int) -> Self:
        """Fetch a record to agree to, if it still says what this version said: only agreements may have come since.

        Raises:
            Refused: somebody changed it meanwhile, or removed it.
        """
        record = cls._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
        if record is not None and record.said_version <= version <= record.version:
            return record
        return cls.locked(pk=pk, version=version)

    def save_next_version(self) -> None:
        """Save a record fetched by `locked`: it says something else from this version on."""
        self.said_version = self.version + 1
        super().save_next_version()

    def save_agreement(self) -> None:
        """Save an agreement as the next version: what is said stays as it was."""
        super().save_next_version()
