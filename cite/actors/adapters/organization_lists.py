"""Lists of organizations, as the imports know them: read row by row, one operation each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.actors.enums import ListField, RowResult
from cite.actors.models import Partner
from cite.actors.operations.duplicates import note_duplicates
from cite.actors.operations.listing import keep_row
from cite.actors.permissions.organizations import can_manage_partners
from cite.actors.queries.listing import vocabulary_of
from cite.actors.rules.listing import FIELDS, RowSheet, Vocabulary, read_row
from cite.core.decisions import Decision, Refused
from cite.imports.ports import AddedColumn, CellRemark, ImportContext, RowOutcome, Summary
from cite.imports.rules.cells import ParsedRow
from cite.tenancy.models import Territory


class OrganizationList:
    """A list of organizations: those that lack are added; those already here are left alone, or updated."""

    intro = _(
        "Déposez votre fichier : chaque structure est ajoutée à la Cité, et le fichier vous est rendu avec ce qui a "
        "été fait de chaque ligne."
    )
    preparation = (
        _("Une ligne par structure : son nom suffit, son SIRET évite les doublons."),
        _(
            "Plusieurs maillons ou plusieurs quartiers dans une cellule : séparez-les par des points-virgules."
        ),
        _("Une structure déjà connue est retrouvée par son SIRET, sinon par son nom exact."),
        _("Les contacts ne s’importent pas : chaque structure les tient dans sa fiche."),
    )
    sample = (
        ("nom", "type", "siret", "maillons", "quartiers", "adresse", "commune"),
        (
            "Association d’exemple",
            "Centre social, maison de quartier, MJC",
            "",
            "Accueil, information ; Accompagnement",
            "Tous",
            "6 place de l’Hôtel de Ville",
            "Saint-Étienne",
        ),
    )
    fields = FIELDS
    one_of = ()
    added_columns = (AddedColumn("resultat", _("Résultat")),)
    retention = timedelta(days=2)
    max_rows = 10_000
    max_bytes = settings.UPLOAD_MAX_BYTES

    def __init__(self, *, updates: bool) -> None:
        self.updates = updates
        self.key = "structures-a-jour" if updates else "structures"
        self.label = _("Ajouter et mettre à jour des structures") if updates else _("Ajouter des structures")

    def can_import(self, user: User, territory: Territory) -> Decision:
        """Open it to those who keep the list of organizations."""
        return can_manage_partners(user, territory)

    def process(self, rows: Sequence[ParsedRow], context: ImportContext) -> Sequence[RowOutcome]:
        """Keep each row of a chunk. A row done before a crash is found again, and changes nothing."""
        vocabulary = vocabulary_of(context.territory)
        kept: list[Partner] = []
        outcomes = [self._outcome(row, vocabulary, context, kept) for row in rows]
        note_duplicates(partners=kept, territory=context.territory)
        return outcomes

    def summarize(self, counts: Mapping[str, int]) -> Sequence[Summary]:
        """Count the rows by what was done."""
        done = tuple((str(r.label), str(counts[r.value])) for r in RowResult if counts.get(r.value))
        return [Summary(_now("Par résultat"), (_now("Résultat"), _now("Lignes")), done)]

    def _outcome(
        self, row: ParsedRow, vocabulary: Vocabulary, context: ImportContext, kept: list[Partner]
    ) -> RowOutcome:
        sheet: RowSheet = read_row(row.values, vocabulary)
        if row.errors or sheet.problems:
            remarks = tuple(
                CellRemark(str(ListField(p.field).label), p.excerpt, str(p.problem.label))
                for p in sheet.problems
            )
            return _refused(remarks=remarks)
        try:
            partner, result = keep_row(
                territory=context.territory,
                row=sheet,
                updates=self.updates,
                by=context.by,
            )
        except Refused as refusal:
            return _refused(" ".join(refusal.decision.sentences))
        if result != RowResult.UNCHANGED:
            kept.append(partner)
        return RowOutcome(values=(str(result.label),), counted=(result.value,))


def _refused(remark: str = "", remarks: tuple[CellRemark, ...] = ()) -> RowOutcome:
    refused = RowResult.REFUSED
    return RowOutcome((str(refused.label),), (refused.value,), remark=remark, refused=True, cells=remarks)
