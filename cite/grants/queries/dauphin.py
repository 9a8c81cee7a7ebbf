"""A file in the order in which Dauphin asks for it, ready to be copied (domain, 2.4)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cite.grants.models import Application
from cite.grants.queries.applications import answers_of, codes_of, shown
from cite.grants.queries.budget import lines_of
from cite.grants.rules.chart import ACCOUNTS, CHART
from cite.grants.rules.questions import asked_of

_ORDER = {str(account.key): rank for rank, account in enumerate(CHART)}


@dataclass(frozen=True, slots=True)
class CopyItem:
    """Something to copy: how Dauphin calls it, and the text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CopyScreen:
    """A screen of Dauphin."""

    title: str
    items: tuple[CopyItem, ...]


def dauphin_screens(application: Application) -> list[CopyScreen]:
    """Lay a file out as Dauphin's five screens do; what has no answer is left out."""
    answers = answers_of(application)
    organization = application.partner.organization
    asked = sorted((a for a in asked_of(application.carrier_kind) if a.dauphin), key=lambda a: a.dauphin)
    texts = [
        (a.dauphin // 100, CopyItem(a.label, text))
        for a in asked
        if (text := shown(a, answers.get(a.key), codes_of(a, application.edition)))
    ]
    own = [CopyItem(_("Nom"), organization.name), CopyItem(_("SIRET"), organization.siret or "")]
    screens = [
        (_("1. Préambule"), [i for n, i in texts if n == 1]),
        (_("2. Critères d’éligibilité"), [i for n, i in texts if n == 2]),
        (_("3. Votre tiers"), [i for i in own if i.text] + [i for n, i in texts if n == 3]),
        (_("4. Saisie de la demande"), [i for n, i in texts if n == 4]),
        (_("4. Saisie de la demande : budget"), _budget(application)),
        (_("5. Récapitulatif et attestation"), [i for n, i in texts if n == 5]),
    ]
    return [CopyScreen(title, tuple(items)) for title, items in screens if items]


def _budget(application: Application) -> list[CopyItem]:
    lines = sorted(lines_of(application), key=lambda line: (_ORDER.get(line.account, 0), line.position))
    return [
        CopyItem(_label(line), f"{line.amount:.2f}".replace(".", ","))
        for line in lines
        if line.account in ACCOUNTS
    ]


def _label(line) -> str:
    account = ACCOUNTS[line.account]
    about = line.label
    if line.funder:
        chosen = line.funder.dauphin_label
        about = f"{line.funder.name} ({chosen})" if chosen else line.funder.name
    name = str(account.label) if account.code == "–" else f"{account.code} {account.label}"
    return " – ".join(filter(None, (name, about)))
