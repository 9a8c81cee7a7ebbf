"""The annex to a délibération: what a funder decides, as a document."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from cite.documents.rules import Block, Document, Heading, Paragraph, Table
from cite.grants.enums import GRANTING
from cite.grants.models import Award, CallForProjects, Funder
from cite.grants.rules.amounts import euros


def annex_document(call: CallForProjects, funder: Funder, awards: Sequence[Award]) -> Document:
    """Write the annex: what is granted with its total, then what is not, each with its reason."""
    granted = [award for award in awards if award.outcome in GRANTING]
    others = [award for award in awards if award.outcome not in GRANTING]
    blocks: list[Block] = [Heading(_("Subventions accordées"))]
    if granted:
        total = sum((award.amount for award in granted), Decimal(0))
        header = [_("Dossier"), _("Porteur"), _("Action"), _("Demandé"), _("Accordé")]
        rows = [
            [
                a.application.number,
                str(a.application.partner),
                _named(a),
                euros(a.amount_asked),
                euros(a.amount),
            ]
            for a in granted
        ]
        asked = sum((award.amount_asked for award in granted), Decimal(0))
        rows.append([_("Total"), "", "", euros(asked), euros(total)])
        blocks.append(Table(header=header, rows=rows, weights=(2, 4, 5, 2, 2)))
    else:
        blocks.append(Paragraph(_("Aucune subvention.")))
    if others:
        blocks.append(Heading(_("Autres décisions")))
        header = [_("Dossier"), _("Porteur"), _("Action"), _("Décision")]
        rows = [
            [a.application.number, str(a.application.partner), str(a.application), _reason(a)] for a in others
        ]
        blocks.append(Table(header=header, rows=rows, weights=(2, 4, 4, 5)))
    return Document(
        title=_("Annexe : %(funder)s, %(call)s") % {"funder": funder, "call": call},
        letterhead=[str(funder)],
        blocks=blocks,
    )


def _named(award: Award) -> str:
    if award.conditions:
        return _("%(action)s (sous réserve : %(conditions)s)") % {
            "action": award.application,
            "conditions": award.conditions,
        }
    return str(award.application)


def _reason(award: Award) -> str:
    parts = [award.get_outcome_display(), award.get_motive_display() if award.motive else "", award.words]
    return " – ".join(filter(None, parts))
