"""A bilan as a document: the sections and the wording of the Cerfa 15059*02, our layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.documents.rules import (
    Block,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatory,
    SignatureBlock,
    Table,
)
from cite.grants.enums import ReportKind, ReportQuestion
from cite.grants.models import ActivityReport, ReportVersion
from cite.grants.queries.report_compare import figure_rows
from cite.grants.queries.report_tables import BudgetRow, lines_from, rows_of
from cite.grants.queries.reports import ReportSheet, content_of_report
from cite.grants.rules.amounts import euros
from cite.grants.rules.report_questions import BY_KEY
from cite.grants.rules.reports import realized_totals, share


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is printed: a version that was deposited, or the bilan as it stands."""

    report: ActivityReport
    sheet: ReportSheet
    content: Mapping[str, Any]
    version: ReportVersion | None


def report_document(sheet: ReportSheet, version: ReportVersion | None, *, is_masked: bool) -> Document:
    """Lay a bilan out: the version that was deposited, else the draft, which says that it is one.

    `is_masked`: small counts of people are hidden, for whoever is not of the carrier.
    """
    report = sheet.report
    shown = _Shown(report, sheet, version.content if version else content_of_report(sheet), version)
    is_final = report.kind == ReportKind.FINAL
    title = _("Compte rendu financier de subvention") if is_final else _("Bilan intermédiaire")
    blocks: list[Block] = [*_identification(shown), *_story(shown), *_figures(shown, is_masked)]
    if is_final:
        blocks += [*_summary(shown), *_annex(shown)]
    return Document(
        title=title,
        subtitle=f"{report.funded_action.title} – {report.funded_action.year}",
        author=str(report.funded_action.partner),
        date=localtime(report.deposited_at).date() if report.deposited_at else None,
        blocks=[*blocks, *_attestation(shown)],
    )


def _identification(shown: _Shown) -> Iterator[Block]:
    funded, report = shown.report.funded_action, shown.report
    organization = funded.partner.organization
    if shown.version is None:
        yield Paragraph(_("Brouillon : ce document n’a pas été déposé et n’engage personne."))
    if report.kind == ReportKind.FINAL:
        yield Paragraph(
            _("Présentation propre à la Cité de l’emploi, rubriques du Cerfa n° 15059*02."), is_note=True
        )
    yield Heading(_("1. Identification et bilan qualitatif"))
    facts = [
        (_("Structure"), str(organization)),
        (_("SIRET"), organization.siret or ""),
        (_("Action"), funded.title),
        (_("Exercice"), str(funded.year)),
        (_("Subvention accordée"), euros(funded.amount) if funded.amount is not None else ""),
    ]
    if funded.application is not None:
        facts.append((_("Dossier"), funded.application.number))
    yield KeyValues([(label, value) for label, value in facts if value])


def _story(shown: _Shown) -> Iterator[Block]:
    for key, asked in BY_KEY.items():
        value = shown.content.get("answers", {}).get(key)
        is_annex = key in (
            ReportQuestion.INDIRECT_RULES,
            ReportQuestion.IN_KIND_RULES,
            ReportQuestion.OBSERVATIONS,
        )
        if not value or is_annex:
            continue
        yield Heading(str(asked.label), level=2)
        if isinstance(value, list):
            yield Table(_headers(key), value)
        else:
            yield Paragraph(value)


def _headers(key: str) -> tuple[str, str]:
    if key == ReportQuestion.PLACES:
        return _("Date ou période"), _("Lieu")
    return _("Type de public"), _("Nombre approximatif")


def _figures(shown: _Shown, is_masked: bool) -> Iterator[Block]:
    rows = figure_rows(shown.content, shown.sheet.parameters.small_cells if is_masked else 0)
    if rows:
        yield Heading(_("Chiffres"), level=2)
        yield Table(
            (_("Ce qui est compté"), _("Nombre"), _("Origine"), _("Précisions")),
            [(row.label, row.value, row.origin, row.words) for row in rows],
            caption=_("Personnes et résultats"),
            weights=(5, 2, 2, 4),
        )


def _summary(shown: _Shown) -> Iterator[Block]:
    limits = shown.sheet.parameters
    lines = lines_from(shown.content)
    yield Heading(_("2. Tableau de synthèse – exercice %(year)s") % {"year": shown.report.funded_action.year})
    rows = rows_of(lines, limits.variance_percent, limits.variance_amount)
    if not rows:
        yield Paragraph(_("Aucune ligne de budget n’est encore inscrite."))
        return
    yield Table(
        (_("Ligne"), _("Prévision"), _("Réalisation"), _("Part réalisée"), _("Écart")),
        [_cells(row) for row in rows],
        caption=_("Prévision et réalisation, en euros"),
        weights=(6, 3, 3, 2, 3),
    )
    granted, incomes = shown.report.funded_action.amount, realized_totals(lines).incomes
    percent = share(granted, incomes)
    if granted is not None and percent is not None:
        yield Paragraph(
            _("La subvention de %(amount)s représente %(percent)s %% du total des produits.")
            % {"amount": euros(granted), "percent": str(percent).replace(".", ",")}
        )


def _cells(row: BudgetRow) -> tuple[str, ...]:
    return (row.name, euros(row.planned), _money(row.realized), _percent(row.percent), _money(row.difference))


def _money(value: Decimal | None) -> str:
    if value is None:
        return "–"
    return f"−{euros(-value)}" if value < 0 else euros(value)


def _percent(value: Decimal | None) -> str:
    return "–" if value is None else f"{value}\u00a0%".replace(".", ",")


def _annex(shown: _Shown) -> Iterator[Block]:
    yield Heading(_("3. Données chiffrées : annexe"))
    explained = [line for line in lines_from(shown.content) if line.explanation]
    answers = shown.content.get("answers", {})
    for key in (ReportQuestion.INDIRECT_RULES, ReportQuestion.IN_KIND_RULES, ReportQuestion.OBSERVATIONS):
        yield Heading(str(key.label), level=2)
        yield Paragraph(answers.get(key.value) or _("Sans objet."))
    yield Heading(_("Explication des écarts significatifs"), level=2)
    if not explained:
        yield Paragraph(_("Aucun écart à expliquer."))
        return
    yield Table(
        (_("Ligne"), _("Écart"), _("Explication")),
        [(line.name, _money(line.difference), line.explanation) for line in explained],
        caption=_("Écarts expliqués"),
        weights=(4, 2, 6),
    )


def _attestation(shown: _Shown) -> Iterator[Block]:
    report, version = shown.report, shown.version
    is_final = report.kind == ReportKind.FINAL
    yield Heading(_("4. Attestation") if is_final else _("Dépôt"))
    signatory = shown.content.get("signatory", "")
    if version is None or not signatory:
        yield Paragraph(_("Ce bilan n’est pas encore certifié."))
        return
    day = date_format(localtime(version.deposited_at), "j F Y")
    if is_final:
        yield Paragraph(
            _("Je soussigné·e, %(who)s, certifie exactes les informations du présent compte rendu.")
            % {"who": signatory}
        )
    mention = _("Déposé en ligne le %(day)s") % {"day": day}
    name, _comma, quality = signatory.partition(", ")
    yield SignatureBlock([Signatory(name, quality, mention)])
    yield Paragraph(
        _("Version %(number)s. Empreinte SHA-256 : %(hash)s")
        % {"number": version.number, "hash": version.sha256},
        is_note=True,
    )
