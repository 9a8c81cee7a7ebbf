"""The documents of a file, as outlines: the Cerfa 12156*06 for an association, what stands for it for an authority,
and the whole file. The sections and the wording are the Cerfa's, the layout is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.core.dates import today
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
from cite.grants.enums import BudgetScope, CarrierKind, CreditKind, FundingStatus, Step
from cite.grants.enums.file_documents import CERFA_SECTIONS
from cite.grants.models import Application, Attachment, BudgetLine, Pledge, ReachedDistrict, Signature
from cite.grants.queries.applications import answers_of, codes_of, pieces_asked, read_steps, shown
from cite.grants.queries.budget import lines_of, read_budget
from cite.grants.queries.financing import financing_plan
from cite.grants.rules.amounts import euros, format_amount, percent_of
from cite.grants.rules.budget_lines import accounts_of
from cite.grants.rules.chart import Account, Side, sums, totals
from cite.grants.rules.questions import asked_of

_LONG = 90
"""An answer longer than that is a paragraph of its own."""
_STATUSES, _CREDITS = dict(FundingStatus.choices), dict(CreditKind.choices)


def cerfa_document(application: Application) -> Document:
    """Lay a file out as the Cerfa 12156*06; for an authority, which it is not made for, see `authority_document`."""
    if application.carrier_kind == CarrierKind.LOCAL_AUTHORITY:
        return authority_document(application)
    blocks: list[Block] = [
        Paragraph(
            _(
                "Ce document reprend les rubriques du formulaire Cerfa n° 12156*06, remplies dans la Cité de "
                "l’emploi. Sa mise en page n’est pas celle du formulaire officiel."
            ),
            is_note=True,
        )
    ]
    for section, title in CERFA_SECTIONS.items():
        blocks.append(Heading(str(title)))
        if section == "1":
            blocks += _identity(application)
        if section == "5":
            blocks += _budget(application, BudgetScope.ORGANIZATION)
        else:
            blocks += _answers(application, section)
        if section == "6":
            blocks += [*_districts(application), Heading(_("Budget du projet"), 2)]
            blocks += _budget(application, BudgetScope.PROJECT)
    blocks += [*_attestation(application), *_signature(application)]
    return _document(application, _("Demande de subvention"), blocks)


def authority_document(application: Application) -> Document:
    """Lay the file of an authority out: the action, its financing plan, its deliberation."""
    blocks = [
        Heading(_("Le porteur")),
        *_identity(application),
        Heading(_("L’action")),
        *_answers(application, "6"),
        *_districts(application),
        Heading(_("Budget de l’action")),
        *_budget(application, BudgetScope.PROJECT),
        Heading(_("Plan de financement")),
        *_plan(application),
        Heading(_("Délibération et pièces")),
        *_pieces(application),
        *_signature(application),
    ]
    return _document(application, _("Demande de subvention d’une collectivité"), blocks)


def file_document(application: Application) -> Document:
    """Write a whole file: every answer, districts, budgets, partners with what they answered, documents, signature."""
    blocks: list[Block] = [Heading(_("Le porteur")), *_identity(application)]
    for title, lines in read_steps(application):
        is_last = title == str(Step.SIGNATURE.label)
        blocks += [Heading(_("Attestations") if is_last else title), *_pairs(lines)]
        if title == str(Step.AUDIENCE.label):
            blocks += _districts(application)
        if title == str(Step.PARTNERS.label):
            blocks += _partners(application)
        if title == str(Step.BUDGET.label):
            blocks += [Heading(_("Budget de l’action"), 2), *_budget(application, BudgetScope.PROJECT)]
            blocks += [Heading(_("Plan de financement"), 2), *_plan(application)]
            blocks += [
                Heading(_("Budget de la structure"), 2),
                *_budget(application, BudgetScope.ORGANIZATION),
            ]
    blocks += [Heading(_("Pièces jointes")), *_pieces(application), *_signature(application)]
    return _document(application, _("Dossier complet"), blocks)


def _document(application: Application, title: str, blocks: list[Block]) -> Document:
    return Document(
        title=f"{title} – {application}",
        subtitle=_("%(call)s – dossier %(number)s – %(carrier)s")
        % {"call": application.call.title, "number": application.number, "carrier": application.partner},
        author=str(application.partner),
        date=today(),
        letterhead=(_("L’État"), application.territory.name),
        blocks=blocks,
    )


def _identity(application: Application) -> list[Block]:
    organization = application.partner.organization
    return [
        KeyValues(
            [
                (_("Nom – Dénomination"), organization.name),
                (_("Numéro SIRET"), organization.siret or _("Non renseigné")),
                (_("Nature"), str(CarrierKind(application.carrier_kind).label)),
            ]
        )
    ]


def _answers(application: Application, section: str) -> list[Block]:
    answers = answers_of(application)
    lines = [
        (asked.label, shown(asked, answers.get(asked.key), codes_of(asked, application.edition)))
        for asked in asked_of(application.carrier_kind)
        if asked.cerfa.partition(".")[0] == section
    ]
    return list(_pairs(lines))


def _pairs(lines: Iterable[tuple[str, str]]) -> Iterator[Block]:
    """Set short answers side by side with their question, long ones below it."""
    short: list[tuple[str, str]] = []
    for label, text in lines:
        if len(text) <= _LONG and "\n" not in text:
            short.append((label, text or _("Non renseigné")))
            continue
        if short:
            yield KeyValues(tuple(short))
            short = []
        yield Heading(label, 2)
        yield Paragraph(text)
    if short:
        yield KeyValues(tuple(short))


def _districts(application: Application) -> list[Block]:
    rows = ReachedDistrict.objects.filter(application=application).select_related("district")
    found = [
        (row.district.label, _("Non renseigné") if row.participants is None else str(row.participants))
        for row in rows
    ]
    if not found:
        return [Paragraph(_("Aucun quartier n’est encore choisi."))]
    header = (_("Quartier où vivent les participants"), _("Participants attendus"))
    return [Table(header, found, _("Quartiers touchés"), (3, 1))]


def _budget(application: Application, scope: str) -> list[Block]:
    lines = list(lines_of(application, scope))
    if not lines:
        return [Paragraph(_("Ce budget n’est pas rempli."))]
    pairs = [(line.account, line.amount) for line in lines]
    added, total = sums(pairs), totals(pairs)
    blocks: list[Block] = []
    columns = (
        (_("Charges"), Side.EXPENSE, False, _("Total des charges"), total.expenses),
        (_("Produits"), Side.INCOME, False, _("Total des produits"), total.incomes),
        (
            _("Emplois des contributions volontaires"),
            Side.EXPENSE,
            True,
            _("Total 86"),
            total.in_kind_expenses,
        ),
        (_("Contributions volontaires"), Side.INCOME, True, _("Total 87"), total.in_kind_incomes),
    )
    for caption, side, in_kind, label, whole in columns:
        accounts = [a for a in accounts_of(scope) if a.side == side and a.is_in_kind == in_kind]
        rows = list(_rows(accounts, lines, added))
        if rows or not in_kind:
            blocks.append(
                Table(
                    (_("Compte"), caption, _("Montant")),
                    [*rows, ("", label, euros(whole))],
                    caption,
                    (1, 6, 2),
                )
            )
    return [*blocks, *_sentence(application, scope)]


def _rows(
    accounts: list[Account], lines: list[BudgetLine], added: dict[str, Decimal]
) -> Iterator[tuple[str, str, str]]:
    for account in accounts:
        own = [line for line in lines if line.account == account.key]
        if account.is_repeatable:
            for line in own:
                yield account.code, _subsidy(account, line), euros(line.amount)
        elif added.get(account.key):
            label = account.label if not account.parent else f"– {account.label}"
            if account.parent and own and own[0].label:
                label = f"{label} : {own[0].label}"
            yield account.code if not account.parent else "", label, euros(added[account.key])


def _subsidy(account: Account, line: BudgetLine) -> str:
    about = line.funder.name if line.funder else line.label
    said = [str(_STATUSES.get(line.status, "")), str(_CREDITS.get(line.credit, ""))]
    if line.credit == CreditKind.UNKNOWN:
        said.pop()
    details = f" ({', '.join(filter(None, said))})" if any(said) else ""
    return f"– {account.label} : {about}{details}" if about else f"– {account.label}{details}"


def _sentence(application: Application, scope: str) -> list[Block]:
    """Write the sentence of the Cerfa under the budget of the project."""
    if scope != BudgetScope.PROJECT:
        return []
    reading = read_budget(application)
    asked = sum(reading.facts.asked.values(), Decimal(0))
    share = percent_of(asked, reading.totals.incomes)
    if share is None:
        return []
    return [
        Paragraph(
            _(
                "La subvention sollicitée de %(amount)s représente %(share)s %% du total des produits du projet."
            )
            % {"amount": euros(asked), "share": f"{share:.1f}".replace(".", ",")}
        )
    ]


def _plan(application: Application) -> list[Block]:
    facts = read_budget(application).facts
    rows = [
        (part.label, part.status, euros(part.amount), f"{part.percent:.1f}".replace(".", ",") + " %")
        for part in financing_plan(facts)
    ]
    if not rows:
        return [Paragraph(_("Aucune ressource n’est encore inscrite."))]
    header = (_("Ressource"), _("État"), _("Montant"), _("Part"))
    return [Table(header, rows, _("Qui finance l’action"), (4, 2, 2, 1))]


def _partners(application: Application) -> list[Block]:
    rows = [
        (pledge.name, pledge.part, str(pledge.get_answer_display()), pledge.words)
        for pledge in Pledge.objects.filter(application=application)
    ]
    if not rows:
        return [Paragraph(_("Aucun partenaire n’est nommé."))]
    header = (_("Partenaire"), _("Rôle"), _("Sa réponse"), _("Précisions"))
    return [Table(header, rows, _("Partenaires, et ce qu’ils ont répondu"), (2, 3, 2, 3))]


def _pieces(application: Application) -> list[Block]:
    names = {piece.code: piece.label for piece in pieces_asked(application)}
    rows = [
        (names.get(row.piece, row.piece), row.file.name, str(row.year or ""))
        for row in Attachment.objects.filter(application=application).select_related("file")
    ]
    if not rows:
        return [Paragraph(_("Aucune pièce n’est jointe."))]
    return [Table((_("Pièce"), _("Fichier"), _("Année")), rows, _("Pièces jointes"), (3, 3, 1))]


def _attestation(application: Application) -> list[Block]:
    asked = sum(read_budget(application).facts.asked.values(), Decimal(0))
    return [
        Paragraph(
            _("Demande une subvention de %(amount)s au titre de l’année %(year)s.")
            % {"amount": f"{format_amount(asked)} €", "year": application.call.year}
        )
    ]


def _signature(application: Application) -> list[Block]:
    signature = Signature.objects.filter(application=application, voided_at=None).first()
    if signature is None:
        return [Heading(_("Signature")), Paragraph(_("Ce dossier n’est pas signé."))]
    mention = _("Signé en ligne le %(day)s") % {
        "day": date_format(localtime(signature.signed_at), "j F Y à H:i")
    }
    return [
        Heading(_("Signature")),
        Paragraph(signature.statement),
        SignatureBlock([Signatory(signature.signatory_name, signature.signatory_function, mention)]),
        Paragraph(_("Empreinte du dossier signé : %(code)s") % {"code": signature.sha256}, is_note=True),
    ]
