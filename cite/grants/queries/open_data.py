"""Which subsidies are published, per year and per attributing body."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max, Min, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from cite.grants.enums import GRANTING, AwardState, PaymentKind, PaymentState
from cite.grants.models import Award, Funder, Payment
from cite.grants.queries.ledger import held_of
from cite.grants.rules.open_data import THRESHOLD, Subsidy, faults_of_row, row_of
from cite.tenancy.models import Territory


class Dataset(NamedTuple):
    """One file to download: a year of one body. `rows` counts them; `left_out` lack a SIRET."""

    funder: Funder
    year: int
    rows: list[dict[str, str]]
    left_out: int

    @property
    def name(self) -> str:
        """Name the file as the schema advises: SIREN and year."""
        return f"subventions_{self.siren}_{self.year}.csv"

    @property
    def siren(self) -> str:
        """The nine first figures of the SIRET."""
        return self.funder.siret[:9]

    @property
    def label(self) -> str:
        """Name it on the page."""
        return f"{self.funder} – {self.year}"

    @property
    def gap(self) -> str:
        """Say what is left out, and why; empty where everything is there."""
        if not self.left_out:
            return ""
        return ngettext(
            "%(n)s subvention n’est pas publiée : il manque le SIRET du financeur ou du porteur.",
            "%(n)s subventions ne sont pas publiées : il manque le SIRET du financeur ou du porteur.",
            self.left_out,
        ) % {"n": self.left_out}

    @property
    def detail(self) -> str:
        """Say its kind and its size."""
        return ngettext("CSV – %(n)s subvention", "CSV – %(n)s subventions", len(self.rows)) % {
            "n": len(self.rows)
        }


def datasets_of(territory: Territory | None, *, above: Decimal = THRESHOLD) -> list[Dataset]:
    """Gather what is published, the newest year first: subsidies above the threshold, notified, of open bodies.

    The amount is what is left of the grant, amendments included: all of it, what the carrier keeps of a file that was
    withdrawn, and no line at all for what was withdrawn before any payment or came back whole.
    """
    if territory is None:
        return []
    groups: dict[tuple[int, int], tuple[Funder, list[dict[str, str]], int]] = {}
    days = _paid_days(territory)
    awards = list(_published(territory, above))
    held = held_of(awards)
    for award in awards:
        amount = held[award.pk].amount
        if not amount:
            continue
        key = (-award.act_on.year, award.funder_id)
        funder, rows, left_out = groups.get(key, (award.funder, [], 0))
        row = row_of(_subsidy(award, amount, days))
        if faults_of_row(row):
            left_out += 1
        else:
            rows.append(row)
        groups[key] = (funder, rows, left_out)
    return [
        Dataset(funder, -year, rows, left_out)
        for (year, _pk), (funder, rows, left_out) in sorted(groups.items(), key=lambda item: item[0])
        if rows
    ]


def dataset_of(territory: Territory | None, siren: str, year: int) -> Dataset | None:
    """Find one file."""
    found = (d for d in datasets_of(territory) if d.funder.siret[:9] == siren and d.year == year)
    return next(found, None)


def _published(territory: Territory, above: Decimal) -> QuerySet[Award]:
    """A sensitive organization (its address is protected) is never published."""
    rows = Award.objects.filter(
        territory=territory,
        state=AwardState.PUBLISHED,
        outcome__in=GRANTING,
        amount__gt=above,
        application__partner__is_sensitive=False,
    )
    related = rows.select_related("funder", "application__partner__organization", "application__edition")
    return related.order_by("act_on", "pk")


def _paid_days(territory: Territory) -> dict[int, tuple[date, date]]:
    """Tell between which days each decision was paid."""
    paid = Payment.objects.filter(territory=territory, state=PaymentState.PAID).exclude(
        kind=PaymentKind.REFUND
    )
    rows = paid.order_by().values("award_id").annotate(first=Min("paid_on"), last=Max("paid_on"))
    return {row["award_id"]: (row["first"], row["last"]) for row in rows}


def _subsidy(award: Award, amount: Decimal, days: dict[int, tuple[date, date]]) -> Subsidy:
    organization = award.application.partner.organization
    told = localtime(award.published_at).date() if award.published_at else award.act_on
    first, last = days.get(award.pk, (told, told))
    return Subsidy(
        funder=award.funder.name,
        funder_siret=award.funder.siret,
        decided_on=award.act_on,
        reference=f"{award.get_act_kind_display()} {award.act_number}",
        carrier=organization.name,
        carrier_siret=organization.siret,
        carrier_rna=organization.rna,
        purpose=award.application.title or award.application.number,
        amount=amount,
        is_shared=award.amount > THRESHOLD,
        paid_from=first,
        paid_until=last,
    )
