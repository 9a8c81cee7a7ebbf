"""The call for projects, as five people live it: an association is funded for the first time, and comes back next year.

One story on the same rows: the call, the file, its instruction, both decisions and the advance; then the call taken
again, the second file that a missing bilan stops, the bilan that lets it go on, and the balance of the first year.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django_scopes import scopes_disabled

from cite.actors.enums import CommitmentKind
from cite.grants.enums import ApplicationState, PaymentState, ReportState
from cite.grants.models import ActivityReport, Application, Award, Deposit, Payment
from tests.journeys.calls import TITLE, agree_second, follow, look, press, take_call_again, tells
from tests.journeys.cast import Cast, play
from tests.journeys.deciding import (
    advise,
    agree_to_opinions,
    convene,
    decide,
    issue_letter,
    note_payment,
    notify,
    plan_payment,
)
from tests.journeys.filing import (
    file_for_the_first_time,
    finish_file,
    open_call,
    pass_the_test,
    publish_commitments,
    sign_file,
)
from tests.journeys.instructing import (
    admit,
    ask_correction,
    assign,
    check_each_piece,
    check_pieces,
    complete_file,
    deposit_again,
    follow_file,
    review,
    take_up,
)
from tests.journeys.reporting import (
    FINAL,
    INTERIM,
    accept_report,
    account_for,
    begin_report,
    certify,
    join_report_pieces,
    reuse_pieces,
    start_from,
    write_again,
    write_report,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARC, IRENE, BRUNO = "Marc Olivaux", "Irène Valcourt", "Bruno Kessel"
CLAIRE, YANIS = "Claire Demontagne", "Yanis Fontvieille"
STATE, METROPOLE = "État – journée", "Métropole – journée"
NUMBER = "CE-2027-001"
NEXT_CALL = "Cité de l’emploi 2028"
AGAIN = {
    "request_kind": "renewal",
    "starts_on": "2028-02-01",
    "ends_on": "2028-12-15",
    "public_aid": "up_to",
    "changes": "Un groupe de plus, le samedi.",
}
WAGES = "Rémunération des personnels"
SPENT = {WAGES: "10500", "Ressources propres": "2500", STATE: "5000", METROPOLE: "3000"}


def instruct(cast: Cast) -> None:
    """Take the file up, have it completed and signed again, admit it, review it on both sides."""
    page = cast(BRUNO)
    take_up(page, TITLE)
    check_pieces(page)
    ask_correction(page, "schedule", "Précisez les dates des séances d’automne.")
    complete_file(cast(MARC), TITLE, "Deux groupes au printemps, deux du 15 septembre au 15 décembre.")
    sign_file(cast(IRENE), TITLE)
    deposit_again(cast(MARC), TITLE)
    admit(cast(BRUNO), TITLE)
    assign(cast(CLAIRE), TITLE, (BRUNO, YANIS))
    review(cast(BRUNO), TITLE, 4)
    review(cast(YANIS), TITLE, 3)


def reads(cast: Cast, words: str) -> None:
    """Look at the file as its carrier does, and see where it stands."""
    page = cast(MARC)
    follow_file(page, TITLE)
    tells(page, words)


def examine_together(cast: Cast) -> None:
    """Give the opinion of the committee, on both sides."""
    committee = convene(cast(CLAIRE), "2027-02-05")
    advise(cast.at(CLAIRE, committee), {STATE: "5000", METROPOLE: "3000"})
    agree_to_opinions(cast(YANIS), committee)
    reads(cast, "En attente des décisions des financeurs")


def fund(cast: Cast, file: str) -> None:
    """Decide for each funder, one after the other; then send the letter, and pay the advance."""
    decide(cast(CLAIRE), STATE, NUMBER, "5000", ("2027-042", "2027-02-20"))
    reads(cast, "En attente des décisions des financeurs")
    notify(cast(CLAIRE), STATE)
    reads(cast, "Subvention accordée")
    decide(cast(YANIS), METROPOLE, NUMBER, "3000", ("2027-C-17", "2027-02-22"))
    notify(cast(YANIS), METROPOLE)
    page = cast.at(YANIS, file)
    issue_letter(page)
    plan_payment(page, "advance", "1500")
    note_payment(page, "2027-02-23", "Mandat 1207")


def read_what_was_granted(cast: Cast, file: str) -> None:
    """Read, as the carrier, what was paid and the letter of the funder."""
    page = cast.at(MARC, file)
    follow(page, "L’argent")
    tells(page, "Mandat 1207")
    look(page)
    follow(page, "La décision")
    follow(page, "Documents")
    tells(page, "Une subvention vous est accordée")
    look(page)
    with page.expect_download() as letter:
        page.get_by_role("link", name="Ouvrir en PDF").first.click()
    assert letter.value.path().read_bytes().startswith(b"%PDF")


def ask_again(cast: Cast) -> None:
    """Start from last year's file, say what changes, sign and deposit; a bilan is missing, and the page says so."""
    page = cast(MARC)
    writing = start_from(page, cast.site, NEXT_CALL, TITLE)
    write_again(page, writing, AGAIN)
    reuse_pieces(page, writing)
    follow(page, "L’an passé")
    tells(page, "Un groupe de plus, le samedi.")
    look(page)
    finish_file(page, writing)
    sign_file(cast(IRENE), TITLE)
    page = cast(MARC)
    follow(page, f"Déposer le dossier : {TITLE}")
    tells(page, "Un bilan de l’an passé n’est pas produit. Vous pouvez déposer")
    press(page, "Déposer le dossier")
    tells(page, "Dépôt n° 1")


def is_stopped(cast: Cast) -> None:
    """Take the second file up, and be told what stops it."""
    page = cast(BRUNO)
    take_up(page, TITLE)
    check_each_piece(page)
    tells(page, "Une action de l’an passé n’a pas de bilan, même intermédiaire. Déposez un bilan")
    assert page.get_by_role("button", name="Déclarer recevable").count() == 0


def say_where_it_stands(cast: Cast) -> None:
    """Write the interim bilan, and certify it."""
    page = cast(MARC)
    begin_report(page, TITLE)
    write_report(page, INTERIM)
    certify(cast(IRENE), TITLE)


def goes_on(cast: Cast) -> None:
    """Find that nothing stops the second file any more, before anybody has read the bilan."""
    page = cast(BRUNO)
    page.get_by_role("main").get_by_role("link", name=re.compile("à vérifier")).click()
    follow(page, TITLE)
    follow(page, "Vérifier la recevabilité")
    tells(page, "Rien ne s’oppose à la recevabilité")
    press(page, "Déclarer recevable")
    tells(page, "Le dossier est recevable")
    look(page)


def account_for_the_first_year(cast: Cast, folder: Path) -> None:
    """Write the final bilan of the first year, and certify it."""
    page = cast(MARC)
    begin_report(page, TITLE)
    write_report(page, FINAL)
    account_for(page, SPENT, {WAGES: "Le groupe prévu en été n’a pas eu lieu."})
    join_report_pieces(page, folder)
    certify(cast(IRENE), TITLE)


def release_the_balance(cast: Cast, file: str) -> None:
    """Plan the balance, which waits until the bilan is accepted, then is paid."""
    page = cast.at(YANIS, file)
    plan_payment(page, "balance", "1500")
    tells(page, "Le bilan de l’action n’est pas encore accepté : le solde attend sa lecture.")
    waiting = page.url
    accept_report(cast(BRUNO), TITLE)
    note_payment(cast.at(YANIS, waiting), "2028-05-10", "Mandat 2410")


def test_a_first_time_association_is_funded_and_comes_back_the_next_year(browser, site, tmp_path):
    clock = time_machine.travel("2026-11-30T09:00:00Z", tick=True)
    with scopes_disabled(), clock as now, play(browser, site, now) as cast:
        publish_commitments(CommitmentKind.REPUBLICAN_COMMITMENT)
        open_call(cast)
        pass_the_test(browser, site)
        file = file_for_the_first_time(cast, tmp_path)
        instruct(cast)
        assert Deposit.objects.count() == 2
        examine_together(cast)

        cast.wait_until(date(2027, 2, 23))
        fund(cast, file)
        assert [str(award.amount) for award in Award.objects.order_by("pk")] == ["5000.00", "3000.00"]
        read_what_was_granted(cast, file)

        cast.wait_until(date(2027, 12, 3))
        take_call_again(cast(CLAIRE), site)
        agree_second(cast(YANIS), NEXT_CALL)
        ask_again(cast)
        is_stopped(cast)
        say_where_it_stands(cast)
        goes_on(cast)
        accept_report(cast(BRUNO), TITLE)

        cast.wait_until(date(2028, 5, 10))
        account_for_the_first_year(cast, tmp_path)
        release_the_balance(cast, file)
        assert set(ActivityReport.objects.values_list("state", flat=True)) == {ReportState.ACCEPTED}
        assert list(Payment.objects.order_by("pk").values_list("amount", "state")) == [
            (1500, PaymentState.PAID),
            (1500, PaymentState.PAID),
        ]
        assert list(Application.objects.order_by("pk").values_list("state", flat=True)) == [
            ApplicationState.GRANTED,
            ApplicationState.ADMISSIBLE,
        ]
