"""The call for projects, as people live it: prepared, answered, signed, instructed, decided by each funder, paid."""

from datetime import date

import pytest
import time_machine
from django_scopes import scopes_disabled

from cite.actors.enums import CommitmentKind
from cite.grants.models import Award, Deposit
from tests.journeys.calls import TITLE, follow, look, tells
from tests.journeys.cast import play
from tests.journeys.deciding import (
    advise,
    agree_to_opinions,
    convene,
    decide,
    issue_letter,
    notify,
    pay_advance,
)
from tests.journeys.filing import (
    file_for_the_first_time,
    open_call,
    pass_the_test,
    publish_commitments,
    sign_file,
)
from tests.journeys.instructing import (
    admit,
    ask_correction,
    assign,
    check_pieces,
    complete_file,
    deposit_again,
    follow_file,
    review,
    take_up,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARC, IRENE = "Marc Olivaux", "Irène Valcourt"
CLAIRE, YANIS, GILLES = "Claire Demontagne", "Yanis Fontvieille", "Gilles Armand"
BRUNO, FARAH = "Bruno Kessel", "Farah Delmas"
STATE, METROPOLE = "État – journée", "Métropole – journée"
NUMBER = "CE-2027-001"


def instruct(cast) -> None:
    """Take the file up, have it completed and signed again, admit it, review it on both sides."""
    page = cast(BRUNO)
    take_up(page, TITLE)
    check_pieces(page)
    ask_correction(page, "schedule", "Précisez les dates des séances d’automne.")
    complete_file(cast(MARC), TITLE, "Deux groupes au printemps, deux du 15 septembre au 15 décembre.")
    sign_file(cast(IRENE), TITLE)
    deposit_again(cast(MARC), TITLE)
    admit(cast(BRUNO), TITLE)
    assign(cast(CLAIRE), TITLE, (BRUNO, FARAH))
    review(cast(BRUNO), TITLE, 4)
    review(cast(FARAH), TITLE, 3)


def reads(cast, words: str) -> None:
    """Look at the file as its carrier does, and see where it stands."""
    page = cast(MARC)
    follow_file(page, TITLE)
    tells(page, words)


def test_a_first_time_association_is_funded_from_the_call_to_the_first_payment(browser, site, tmp_path):
    clock = time_machine.travel("2026-11-30T09:00:00Z", tick=True)
    with scopes_disabled(), clock as now, play(browser, site, now) as cast:
        publish_commitments(CommitmentKind.REPUBLICAN_COMMITMENT)
        open_call(cast)
        pass_the_test(browser, site)
        file_for_the_first_time(cast, tmp_path)
        instruct(cast)
        assert Deposit.objects.count() == 2
        committee = convene(cast(CLAIRE), "2027-02-05")
        advise(cast.at(CLAIRE, committee), {STATE: "5000", METROPOLE: "3000"})
        agree_to_opinions(cast(YANIS), committee)
        reads(cast, "En attente des décisions des financeurs")

        cast.wait_until(date(2027, 2, 23))
        decide(cast(CLAIRE), STATE, NUMBER, "5000", ("2027-042", "2027-02-20"))
        reads(cast, "En attente des décisions des financeurs")
        notify(cast(CLAIRE), STATE)
        reads(cast, "Subvention accordée")
        decide(cast(GILLES), METROPOLE, NUMBER, "3000", ("2027-C-17", "2027-02-22"))
        notify(cast(GILLES), METROPOLE)
        assert [str(award.amount) for award in Award.objects.order_by("pk")] == ["5000.00", "3000.00"]

        page = cast(GILLES)
        follow_file(page, TITLE)
        issue_letter(page)
        pay_advance(page, "1500", "2027-02-23")
        page = cast(MARC)
        follow_file(page, TITLE)
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
