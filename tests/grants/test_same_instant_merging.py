"""Two sheets of a carrier are made one while its people deposit or start: nothing stays behind, nothing is lost."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.models import Duplicate
from cite.actors.operations.merging import merge_partners
from cite.grants.enums import ApplicationState
from cite.grants.models import Application, Award, CarrierSheet, Deposit, IssuedDocument
from cite.grants.operations.answers import Typed, save_sheet
from cite.grants.operations.applications import start_application
from cite.grants.operations.signing import deposit_application, finish_application
from cite.grants.operations.transfers import transfer_application
from cite.grants.rules.answers import fingerprint
from tests.at_once import DONE, POSTGRESQL_ONLY, at_once, in_turn
from tests.factories.accounts import make_user
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_envelope,
    make_funder,
)
from tests.grants.test_signing import make_complete, sign
from tests.refusals import refusal

pytestmark = pytest.mark.django_db(transaction=True)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2026, 12, 10, 10, tzinfo=PARIS), tick=False):
        yield


@pytest.fixture
def edition(territory):
    return make_edition(make_call(territory), pieces=[])


@pytest.fixture
def absorbed(territory):
    return make_carrier(territory, "Association A")


@pytest.fixture
def kept(territory):
    return make_carrier(territory, "Association A bis")


@pytest.fixture
def lea(absorbed):
    return make_carrier_member(absorbed, "lea")


@pytest.fixture
def rose(absorbed):
    return make_carrier_member(absorbed, "rose", Role.LEGAL_REPRESENTATIVE)


@pytest.fixture
def merge(territory, absorbed, kept):
    """Make the two sheets one, as somebody of the Cité does."""
    sofia = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    first, second = sorted((absorbed, kept), key=lambda partner: partner.pk)
    pair = Duplicate.objects.create(territory=territory, first=first, second=second, score=90)

    def merging():
        return merge_partners(duplicate=pair, keep_first=first == kept, from_absorbed=frozenset(), by=sofia)

    return merging


@pytest.fixture
def signed(territory, edition, absorbed, lea, rose):
    funder = make_funder(territory)
    make_envelope(edition.call, funder)
    file = make_complete(edition, absorbed, lea, rose, funder)
    finish_application(application=file, by=lea)
    sign(file, rose)
    return file


def everything(file) -> tuple:
    """Where the file is, whose it is, and what its deposit made."""
    file.refresh_from_db()
    made = [rows.objects.filter(application=file).count() for rows in (Deposit, Award, IssuedDocument)]
    return file.state, str(file.partner), made


class TestDepositing:
    def test_the_deposit_and_the_merge_both_hold_or_the_deposit_is_to_do_again(
        self, territory, signed, lea, merge
    ):
        ends = at_once(territory, lambda: deposit_application(application=signed, by=lea), merge)
        assert (ends, everything(signed)) in [
            ([DONE, DONE], (ApplicationState.DEPOSITED, "Association A bis", [1, 1, 1])),
            (["not_your_file", DONE], (ApplicationState.TO_SIGN, "Association A bis", [0, 0, 0])),
        ]

    @POSTGRESQL_ONLY
    def test_a_deposit_that_comes_first_goes_whole_to_the_kept_one(self, territory, signed, lea, merge):
        ends = in_turn(territory, signed, lambda: deposit_application(application=signed, by=lea), merge)
        assert ends == [DONE, DONE]
        assert everything(signed) == (ApplicationState.DEPOSITED, "Association A bis", [1, 1, 1])

    @POSTGRESQL_ONLY
    def test_a_deposit_that_comes_second_is_refused_and_done_again(self, territory, signed, lea, merge):
        """What she signed names the carrier before: the representative signs what the file says now."""
        ends = in_turn(territory, signed, merge, lambda: deposit_application(application=signed, by=lea))
        assert ends == [DONE, "not_your_file"]
        assert everything(signed) == (ApplicationState.TO_SIGN, "Association A bis", [0, 0, 0])
        lea = User.objects.get(pk=lea.pk)  # as her next page knows her
        assert refusal(lambda: deposit_application(application=signed, by=lea)) >= {"signature_stale"}


class TestStarting:
    @POSTGRESQL_ONLY
    def test_a_file_never_stays_with_an_organization_that_is_no_more(
        self, territory, edition, absorbed, lea, merge
    ):
        ends = in_turn(
            territory,
            absorbed.organization,
            merge,
            lambda: start_application(edition=edition, partner=absorbed, by=lea),
        )
        assert (ends, Application.objects.count()) == ([DONE, "carrier_merged"], 0)

    @POSTGRESQL_ONLY
    def test_nor_what_is_written_of_the_carrier(self, territory, absorbed, kept, lea, merge):
        typed = [Typed("carrier_website", "https://a.example", fingerprint(None))]
        ends = in_turn(
            territory,
            absorbed.organization,
            merge,
            lambda: save_sheet(partner=absorbed, typed=typed, by=lea),
        )
        assert (ends, CarrierSheet.objects.count()) == ([DONE, "carrier_merged"], 0)

    @POSTGRESQL_ONLY
    def test_nor_a_file_handed_over_to_it(self, territory, edition, absorbed, kept, merge):
        other = make_carrier(territory, "Une autre")
        file = make_application(edition, other, make_carrier_member(other, "noe"))
        claire = make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
        ends = in_turn(
            territory,
            absorbed.organization,
            merge,
            lambda: transfer_application(application=file, to=absorbed, reason="Elle porte.", by=claire),
        )
        file.refresh_from_db()
        assert (ends, file.partner) == ([DONE, "carrier_merged"], other)
