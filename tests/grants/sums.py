"""Every place where a sum of a call is shown, read as a person reads it, and compared with the rows.

The truth is added up here from decisions and payments alone, never through the queries that are compared.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.http import QueryDict

from cite.accounts.models import User
from cite.api.file_queries import file_detail
from cite.documents.rules import Document, Table, to_plain
from cite.grants.enums import GRANTING, ApplicationState, AwardState, PaymentKind, PaymentState
from cite.grants.models import Application, Award, CallForProjects, Envelope, FundedAction, Funder, Payment
from cite.grants.operations.simulations import StartWith, create_simulation, delete_simulation
from cite.grants.queries.annexes import annex_document
from cite.grants.queries.committee import asked_of, summaries_of
from cite.grants.queries.documents import outline_of
from cite.grants.queries.envelopes import call_awards, envelope_views
from cite.grants.queries.ledger import ledger_of
from cite.grants.queries.listing import FileFilters, find_files, with_columns
from cite.grants.queries.open_data import datasets_of
from cite.grants.queries.proof import proof_of
from cite.grants.queries.simulations import simulation_views
from cite.grants.queries.surroundings import other_files
from cite.grants.rules.amounts import euros, parse_amount
from cite.grants.rules.amounts_in_letters import in_letters
from cite.grants.rules.awards import REDECIDABLE
from cite.grants.web.tables.awards import awards_table, chorus_table, envelopes_table, programme_table
from cite.grants.web.tables.files import files_table
from cite.grants.web.views.ledger import lines_of, parts_of
from cite.ui.tables import Table as ScreenTable

NOTHING = Decimal(0)
TAKING = (AwardState.PREPARED, AwardState.RECORDED, AwardState.PUBLISHED)
TOLD = (AwardState.PUBLISHED, AwardState.WITHDRAWN)


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)


def of_call(call: CallForProjects, deciders: Mapping[int, User], on: date) -> None:
    """Compare the sums of a call: each funder's, then each file's. `deciders`: by number of funder."""
    for number, user in deciders.items():
        of_funder(call, Funder.objects.get(pk=number), user, on)
    for application in Application.objects.filter(call=call).exclude(deposited_at=None):
        of_file(application, next(iter(deciders.values())), on)


def of_funder(call: CallForProjects, funder: Funder, user: User, on: date) -> None:
    """What is asked of a funder, what its decisions take, what is left: the same wherever it is shown."""
    rows = Award.objects.filter(application__call=call, funder=funder).select_related("application")
    live = [award for award in rows if award.state != AwardState.CANCELED]
    asked = total(award.amount_asked for award in live)
    taking = [award for award in live if award.state in TAKING]
    taken = total(award.amount for award in taking if award.outcome in GRANTING)
    envelope = Envelope.objects.get(call=call, funder=funder)
    assert envelope.committed == taken
    view = next(view for view in envelope_views(user, call) if view.funder == funder)
    assert (view.asked, view.prepared + view.recorded + view.published) == (asked, taken)
    shown = read(envelopes_table([view], QueryDict()))[0]
    assert [shown["Demandé"], shown["Enveloppe"], shown["Reste"]] == [
        euros(asked),
        euros(envelope.amount),
        euros(envelope.amount - taken),
    ]
    programme = read(programme_table(call_awards(user, call).filter(funder=funder), QueryDict()))
    assert total(number(row["Pris sur l’enveloppe"]) for row in programme) == taken
    canceled = str(AwardState.CANCELED.label)
    assert total(number(row["Demandé"]) for row in programme if row["Situation"] != canceled) == asked
    followed = read(awards_table(call_awards(user, call).filter(funder=funder), QueryDict()))
    assert [parse_amount(row["Accordé"]) or NOTHING for row in followed] == [
        number(row["Accordé"]) for row in programme
    ]
    annex = annex_document(call, funder, taking)
    tables = [block for block in annex.blocks if isinstance(block, Table) and len(block.rows[0]) == 5]
    assert [table.rows[-1][-1] for table in tables] == ([euros(taken)] if taken else [])
    given = [
        a
        for a in taking
        if a.state != AwardState.PREPARED
        and a.outcome in GRANTING
        and a.application.state != ApplicationState.WITHDRAWN
    ]
    chorus = read(chorus_table(given, QueryDict()))
    assert total(number(row["Montant"]) for row in chorus) == total(award.amount for award in given)
    assert simulated(call, funder, user, StartWith.DECIDED) == taken
    assert simulated(call, funder, user, StartWith.ASKED) == total(map(still_possible, live))
    files = with_columns(
        find_files(user, call.territory, FileFilters(call=str(call.uuid)), on), user, call.territory
    )
    assert total(file.asked_of_me for file in files) == asked


def still_possible(award: Award) -> Decimal:
    """What a simulation of all that is asked gives: what an act says where there is one, nothing to who is out."""
    if award.state == AwardState.WITHDRAWN or award.application.state == ApplicationState.INADMISSIBLE:
        return NOTHING
    if award.state in (AwardState.RECORDED, AwardState.PUBLISHED) and award.outcome not in REDECIDABLE:
        return award.amount if award.outcome in GRANTING else NOTHING
    return award.amount_asked


def simulated(call: CallForProjects, funder: Funder, user: User, start: StartWith) -> Decimal:
    simulation = create_simulation(call=call, name="Comparée", by=user, start=start)
    view = simulation_views(user, [simulation])[0]
    delete_simulation(simulation=simulation, by=user)
    return total(share.amount for share in view.shares if share.funder == funder)


def of_file(application: Application, user: User, on: date) -> None:
    """What a file asks, receives, keeps and gives back: the same wherever it is shown."""
    awards = list(Award.objects.filter(application=application).select_related("funder"))
    asked = total(award.amount_asked for award in awards if award.state != AwardState.CANCELED)
    summary = summaries_of([application], user)[application.pk]
    assert (summary.total_asked, total(asked_of(application).values())) == (asked, asked)
    listed = find_files(user, application.territory, FileFilters(call=str(application.call.uuid)), on)
    rows = with_columns(listed.filter(pk=application.pk), user, application.territory)
    for row in rows:
        assert row.asked == asked
        screen = files_table(rows, QueryDict(), count=1, is_desk=False, is_funder=False, is_file=False)
        assert parse_amount(read(screen)[0]["Demandé (€)"]) == asked
    held = total(ledger_is_right(award, application) for award in awards if award.state in TOLD)
    funded = FundedAction.objects.filter(application=application).first()
    assert funded is None or funded.amount == held
    told = [award for award in awards if award.state == AwardState.PUBLISHED]
    said = {one["funder"]: one["amount"] for one in file_detail(application)["decisions"]}
    assert said == {award.funder.name: f"{award.amount:.2f}" for award in told}
    for award in told:
        if award.outcome in GRANTING:
            letter = words_of(outline_of("grant_letter", application, award, on))
            assert f"{euros(award.amount)} ({in_letters(award.amount)})" in letter
    for other, granted in other_files(application, user):
        told = Award.objects.filter(application=other, state=AwardState.PUBLISHED)
        assert granted == total(award.amount for award in told)


def ledger_is_right(award: Award, application: Application) -> Decimal:
    """Compare the accounts of a decision with its payments; gives what is left of it in the end."""
    payments = Payment.objects.filter(award=award)
    back = total(p.amount for p in payments if p.kind == PaymentKind.REFUND)
    paid = total(p.amount for p in payments if p.state == PaymentState.PAID) - back
    planned = total(p.amount for p in payments if p.state == PaymentState.PLANNED)
    if award.outcome not in GRANTING:
        assert (paid, back, planned) == (0, 0, 0)
        return NOTHING
    is_alive = award.state == AwardState.PUBLISHED and application.state != ApplicationState.WITHDRAWN
    ledger = ledger_of(award)
    lines = dict(lines_of(ledger, is_alive=is_alive))
    rest = "Reste à verser" if is_alive else "Retiré, ne sera plus versé"
    assert [
        lines.get("Montant de la subvention", lines["Accordé par l’acte"]),
        lines["Versé"],
        lines.get("Reversé par le porteur", euros(NOTHING)),
        lines[rest],
    ] == [
        euros(award.amount),
        euros(paid),
        euros(back),
        euros(award.amount - paid),
    ]
    assert lines.get("Gardé par le porteur", lines["Versé"]) == euros(paid - back)
    assert total(part.value for part in parts_of(ledger, is_alive=is_alive)) == award.amount
    if is_alive and not (back and paid == back and not planned):
        return award.amount
    return paid - back


def of_open_data(application: Application) -> None:
    """What is published of a file is what is left of each of its grants."""
    awards = Award.objects.filter(application=application, state=AwardState.PUBLISHED, outcome__in=GRANTING)
    left = [ledger_is_right(award, application) for award in awards]
    datasets = datasets_of(application.territory, above=NOTHING)
    published = [
        row["montant"] for data in datasets for row in data.rows if row["objet"] == application.title
    ]
    assert sorted(published) == sorted(f"{amount:.2f}" for amount in left if amount)


def of_proof(application: Application, user: User) -> None:
    """The archive of a file says its decisions and its payments as they are."""
    with zipfile.ZipFile(io.BytesIO(proof_of(application, user))) as archive:
        root = next(name for name in archive.namelist() if name.endswith("decisions.json"))[
            : -len("decisions.json")
        ]
        decisions = json.loads(archive.read(f"{root}decisions.json"))
        payments = list(csv.DictReader(io.StringIO(archive.read(f"{root}financement.csv").decode())))
    rows = Award.objects.filter(application=application)
    assert sorted((d["amount_asked"], d["amount"]) for d in decisions) == sorted(
        (str(award.amount_asked), str(award.amount)) for award in rows
    )
    kept = Payment.objects.filter(award__in=rows).values_list("amount", flat=True)
    assert sorted(parse_amount(row["montant"]) for row in payments) == sorted(kept)


def words_of(document: Document) -> str:
    """Everything a document says."""
    return json.dumps(to_plain(document), ensure_ascii=False)


def read(table: ScreenTable) -> list[dict[str, str]]:
    """The rows of a table as a file gives them."""
    text = b"".join(table.csv_response("lu")).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
