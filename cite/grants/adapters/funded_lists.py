"""Lists of actions funded before, as the imports know them: the gate of the bilans is true from the first year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.core.decisions import Decision, Refused
from cite.grants.enums import FundedResult
from cite.grants.operations.funded import keep_funded_row
from cite.grants.permissions.funded import can_import_funded
from cite.grants.rules.funded import FIELDS
from cite.imports.ports import AddedColumn, ImportContext, RowOutcome, Summary
from cite.imports.rules.cells import ParsedRow
from cite.tenancy.models import Territory


class FundedList:
    """What was funded last year, with the day each bilan was received."""

    key = "actions-financees"
    label = _("Ajouter les actions financées l’an passé")
    intro = _(
        "Déposez la liste de l’an passé : chaque action est ajoutée avec l’état de son bilan, et le fichier vous est "
        "rendu avec ce qui a été fait de chaque ligne."
    )
    preparation = (
        _("Une ligne par action et par financeur, avec le SIRET du porteur."),
        _("« Bilan reçu le » vide veut dire : pas encore reçu."),
        _("Un SIRET inconnu ici est refusé : ajoutez d’abord la structure dans « Acteurs »."),
        _("Une liste complète ce qui manque et n’efface rien. Pour corriger une action, ouvrez-la."),
    )
    sample = (
        ("siret", "exercice", "action", "financeur", "montant accordé", "bilan reçu le"),
        ("732 829 320 00074", "2025", "Ateliers mobilité", "État", "8000", "30/06/2026"),
    )
    fields = FIELDS
    one_of = ()
    added_columns = (AddedColumn("resultat", _("Résultat")),)
    retention = timedelta(days=2)
    max_rows = 5_000
    max_bytes = settings.UPLOAD_MAX_BYTES

    def can_import(self, user: User, territory: Territory) -> Decision:
        """Open it to the co-pilots and the coordination."""
        return can_import_funded(user, territory)

    def process(self, rows: Sequence[ParsedRow], context: ImportContext) -> Sequence[RowOutcome]:
        """Keep each row of a chunk. A row done before a crash is found again, and changes nothing."""
        return [self._outcome(row, context) for row in rows]

    def summarize(self, counts: Mapping[str, int]) -> Sequence[Summary]:
        """Count the rows by what was done."""
        done = tuple((str(r.label), str(counts[r.value])) for r in FundedResult if counts.get(r.value))
        return [Summary(_now("Par résultat"), (_now("Résultat"), _now("Lignes")), done)]

    @staticmethod
    def _outcome(row: ParsedRow, context: ImportContext) -> RowOutcome:
        refused = FundedResult.REFUSED
        if row.errors:
            return RowOutcome((str(refused.label),), (refused.value,), refused=True)
        try:
            _funded, result = keep_funded_row(territory=context.territory, row=row.values, by=context.by)
        except Refused as refusal:
            remark = " ".join(refusal.decision.sentences)
            return RowOutcome((str(refused.label),), (refused.value,), remark=remark, refused=True)
        return RowOutcome(values=(str(result.label),), counted=(result.value,))
