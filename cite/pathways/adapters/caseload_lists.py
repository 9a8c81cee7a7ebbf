"""Lists of people followed, as the imports know them: read row by row, one operation each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.decisions import ALLOWED, Decision, Refused, all_of
from cite.core.text import search_key
from cite.imports.ports import AddedColumn, CellRemark, ImportContext, RowOutcome, Summary
from cite.imports.rules.cells import ParsedRow
from cite.pathways.enums.caseload import CaseloadResult
from cite.pathways.operations.caseload import take_in
from cite.pathways.rules.caseload import FIELDS, CaseloadVocabulary, read_person
from cite.residents.permissions.people import (
    acting_memberships,
    can_follow_residents,
    can_open_file,
    opening_memberships,
)
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import priority_districts_of


class CaseloadList:
    """A list of people followed: those who lack are opened, with their pathway; those already here are left alone."""

    key = "file-active"
    label = _("Reprendre les personnes que vous accompagnez")
    intro = _(
        "Déposez votre fichier : un dossier et un parcours s’ouvrent pour chaque personne qui a donné son accord. "
        "Le fichier vous est rendu avec ce qui a été fait de chaque ligne."
    )
    preparation = (
        _(
            "Une ligne par personne : nom, prénom, date de l’accord, et une date de naissance ou un téléphone."
        ),
        _(
            "L’accord est daté : la personne a reçu l’information et accepte que votre structure tienne son dossier."
        ),
        _(
            "N’ajoutez ni numéro de sécurité sociale, ni santé, ni origine : ces colonnes ne sont jamais lues."
        ),
        _("Une personne déjà suivie par votre structure est retrouvée, et rien n’y change."),
        _("Votre liste est effacée au bout d’une heure, avec son résultat."),
    )
    sample = (
        (
            "nom",
            "prénom",
            "date de naissance",
            "téléphone",
            "langue",
            "quartier",
            "date de l'accord",
            "entrée",
        ),
        ("Inventée", "Nadia", "31/12/1990", "06 39 98 00 01", "arabe", "", "02/11/2026", "02/11/2026"),
    )
    fields = FIELDS
    one_of = ()
    added_columns = (AddedColumn("resultat", _("Résultat")),)
    retention = timedelta(hours=1)
    max_rows = 10_000
    max_bytes = settings.UPLOAD_MAX_BYTES

    def can_import(self, user: User, territory: Territory) -> Decision:
        """Open it to those who open the files of people."""
        if opening_memberships(user, territory):
            return ALLOWED
        mine = acting_memberships(user, territory)
        return can_follow_residents(user, territory) and all_of(can_open_file(user, each) for each in mine)

    def process(self, rows: Sequence[ParsedRow], context: ImportContext) -> Sequence[RowOutcome]:
        """Take in each row of a chunk. A row done before a crash is found again and told as done; nothing changes."""
        vocabulary = _vocabulary(context.by, context.territory)
        return [self._outcome(row, vocabulary, context) for row in rows]

    def summarize(self, counts: Mapping[str, int]) -> Sequence[Summary]:
        """Count the rows by what was done."""
        done = tuple((str(r.label), str(counts[r.value])) for r in CaseloadResult if counts.get(r.value))
        return [Summary(_now("Par résultat"), (_now("Résultat"), _now("Lignes")), done)]

    def _outcome(self, row: ParsedRow, vocabulary: CaseloadVocabulary, context: ImportContext) -> RowOutcome:
        person = read_person(row.values, vocabulary, today=today())
        if row.errors or person.issues:
            cells = tuple(
                CellRemark(str(issue.field.label), issue.excerpt, str(issue.problem.label))
                for issue in person.issues
            )
            return _refused(cells=cells)
        try:
            pathway, result = take_in(person=person, by=person.structure, since=context.since)
        except Refused as refusal:
            return _refused(" ".join(refusal.decision.sentences))
        if pathway is not None:
            result = CaseloadResult.KNOWN if pathway.pk in context.told else result  # twice in the list
            context.told.add(pathway.pk)
        return RowOutcome(values=(str(result.label),), counted=(result.value,))


def _refused(remark: str = "", cells: tuple[CellRemark, ...] = ()) -> RowOutcome:
    result = CaseloadResult.REFUSED
    return RowOutcome((str(result.label),), (result.value,), remark=remark, refused=True, cells=cells)


def _vocabulary(user: User, territory: Territory) -> CaseloadVocabulary:
    districts = {}
    for district in priority_districts_of(territory, on=today()).defer("contour"):
        districts |= {search_key(key): district for key in (district.label, district.code)}
    structures = {}
    for membership in opening_memberships(user, territory):
        for name in (str(membership.partner), membership.partner.organization.short_name):
            if search_key(name):
                structures[search_key(name)] = membership
    return CaseloadVocabulary(districts, structures)
