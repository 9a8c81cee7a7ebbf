"""What a filled form would change in a file, field by field, before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cite.grants.enums import BudgetScope
from cite.grants.gateways.workbook import write_workbook
from cite.grants.models import Application, BudgetLine
from cite.grants.queries.applications import answers_of, codes_of, shown
from cite.grants.queries.budget import lines_of, state_of
from cite.grants.rules.amounts import AmountRefused, euros, format_amount, parse_amount
from cite.grants.rules.answers import fingerprint, is_answered
from cite.grants.rules.budget_lines import accounts_of
from cite.grants.rules.chart import ACCOUNTS
from cite.grants.rules.questions import BY_KEY, asked_of
from cite.grants.rules.taking_in import BUDGET, read_text, write_text

_MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One field of the form: what is there now and what would be, in words; `error`: why it cannot be taken.

    `raw`: the text as it was brought; `seen`: what the person has before her, so that nothing is overwritten unread.
    """

    key: str
    label: str
    where: str
    raw: str
    now: str = ""
    wanted: str = ""
    value: Any = None
    seen: str = ""
    error: str = ""

    @property
    def is_new(self) -> bool:
        """Whether nothing is there yet."""
        return not self.now


def proposals_of(application: Application, brought: Mapping[str, tuple[str, str]]) -> list[Proposal]:
    """Read what was brought, in the order of the file; what is empty, or there already, is left out."""
    answers = answers_of(application)
    lines = _single_lines(application)
    found = []
    for asked in asked_of(application.carrier_kind):
        where, raw = brought.get(str(asked.key), ("", ""))
        if not raw:
            continue
        codes = codes_of(asked, application.edition)
        value, fault = read_text(asked, raw, codes)
        now = answers.get(asked.key)
        if fault is None and (not is_answered(value) or fingerprint(value) == fingerprint(now)):
            continue
        found.append(
            Proposal(
                key=str(asked.key),
                label=asked.label,
                where=where,
                raw=raw,
                now=shown(asked, now, codes),
                wanted=raw if fault else shown(asked, value, codes),
                value=value,
                seen=fingerprint(now),
                error=str(fault.label) if fault else "",
            )
        )
    for key, (where, raw) in brought.items():
        account = key.removeprefix(BUDGET)
        if (
            key.startswith(BUDGET)
            and raw
            and account in lines
            and (amount := _amount(key, where, raw, lines))
        ):
            found.append(amount)
    return found[:_MOST]


def workbook_of(application: Application) -> bytes:
    """Write the workbook of a file, with what it says already."""
    answers = answers_of(application)
    asked = asked_of(application.carrier_kind)
    lines = _single_lines(application)
    return write_workbook(
        guide=_guide(application),
        headers=(_("Code"), _("Question"), _("Votre réponse"), _("Montant en euros")),
        answers=[
            (
                str(a.key),
                _words(a, application),
                write_text(a, answers.get(a.key), codes_of(a, application.edition)),
            )
            for a in asked
        ],
        amounts=[
            (
                f"{BUDGET}{key}",
                f"{ACCOUNTS[key].code} {ACCOUNTS[key].label}",
                format_amount(line.amount) if line else "",
            )
            for key, line in lines.items()
        ],
    )


def _words(asked: Any, application: Application) -> str:
    codes = codes_of(asked, application.edition)
    if not codes:
        return str(asked.label)
    return f"{asked.label}\n" + _("Au choix :") + "\n" + "\n".join(f"– {label}" for label in codes.values())


def _account_words(key: str) -> str:
    return f"{ACCOUNTS[key].code} {ACCOUNTS[key].label}"


def _guide(application: Application) -> list[str]:
    return [
        _("Dossier %(number)s – %(title)s") % {"number": application.number, "title": application.title},
        _("Remplissez les cases colorées des feuilles « Réponses » et « Budget ». Le reste est protégé."),
        _("Plusieurs choix : un par ligne. Tableaux : une ligne par ligne, les colonnes séparées par « | »."),
        _("Dates : 31/12/2027. Montants : 1 234,56. Oui ou Non pour les questions fermées."),
        _(
            "Déposez ensuite ce fichier dans votre dossier : vous verrez chaque changement avant de le confirmer."
        ),
        _("Les subventions (compte 74) se remplissent en ligne, financeur par financeur."),
    ]


def _single_lines(application: Application) -> dict[str, BudgetLine | None]:
    """Map each line of the chart that has one amount to what is stored."""
    stored = {line.account: line for line in lines_of(application)}
    keys = [str(a.key) for a in accounts_of(BudgetScope.PROJECT) if not a.is_repeatable and a.key != "74"]
    return {key: stored.get(key) for key in keys}


def _amount(key: str, where: str, raw: str, lines: Mapping[str, BudgetLine | None]) -> Proposal | None:
    account = ACCOUNTS[key.removeprefix(BUDGET)]
    state = state_of(lines[str(account.key)])
    error, amount = "", None
    try:
        amount = parse_amount(raw)
    except AmountRefused as refusal:
        error = str(refusal.problem.label)
    if not error and (amount or Decimal(0)) == (state.amount or Decimal(0)):
        return None
    return Proposal(
        key=key,
        label=_account_words(str(account.key)),
        where=where,
        raw=raw,
        now="" if state.is_empty else euros(state.amount),
        wanted=raw if error else euros(amount),
        value=amount,
        seen=state.as_seen(),
        error=error,
    )


def is_known(key: str) -> bool:
    """Say whether a key names a question or a line of the chart."""
    return key in BY_KEY or key.removeprefix(BUDGET) in ACCOUNTS
