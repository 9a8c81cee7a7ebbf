"""A carrier whose name is hidden is never named to other organizations: similar actions, opinions, lists, open data."""

import pytest

from cite.accounts.enums import Role
from cite.accounts.models import Link
from cite.actors.enums import OrganizationKind
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.grants.enums.review import ReviewObjection
from cite.grants.models import FundedAction
from cite.grants.operations.opinions import ask_opinion, remind_opinions
from cite.grants.permissions.applications import visible_applications
from cite.grants.permissions.funded import all_funded_actions
from cite.grants.queries.opinions import opinion_behind, organizations_to_ask
from cite.grants.queries.similar import similar_actions
from tests.factories import grants
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.organizations import make_partner


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def refuge(territory):
    return grants.make_carrier(territory, "Refuge fictif")


@pytest.fixture
def file(territory, refuge):
    edition = grants.make_edition(grants.make_call(territory))
    lina = grants.make_carrier_member(refuge, "lina")
    return grants.make_application(edition, refuge, lina, state="in_review", deposited_at=now())


@pytest.fixture
def adviser(territory):
    return make_member(make_partner(territory, "Centre social fictif"), "ada", role=Role.READER)


def hide(partner):
    partner.is_sensitive = True
    partner.save()


def test_its_file_is_shown_to_nobody_who_is_only_asked(territory, sofia, refuge, file, adviser):
    asked = {"application": file, "question": "Connaissez-vous cette action ?", "by": sofia}
    ask_opinion(**asked, partner=adviser.partner)
    ask_opinion(**asked, email="ada@exemple.org")
    link = Link.objects.get()
    assert list(visible_applications(adviser.user, territory)) == [file]
    assert opinion_behind(link).application == file
    hide(refuge)
    assert list(visible_applications(adviser.user, territory)) == []
    assert opinion_behind(link) is None
    assert remind_opinions(territory=territory) == 0
    file.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        ask_opinion(**asked, partner=make_partner(territory, "Mission locale fictive"))
    assert refusal.value.decision.objections == (ReviewObjection.CARRIER_HIDDEN,)
    assert list(visible_applications(sofia, territory)) == [file]


def test_it_is_not_among_the_organizations_to_ask(territory, refuge, adviser, file):
    other = grants.make_carrier(territory, "Autre porteuse")
    hidden = grants.make_carrier(territory, "Autre refuge")
    hide(hidden)
    assert organizations_to_ask(file) == [other, adviser.partner]


def test_a_funder_reads_its_name_only_where_it_was_asked(territory, sofia, refuge, file):
    hide(refuge)
    town = make_partner(territory, "Ville fictive", kind=OrganizationKind.COMMUNE)
    mayor = make_member(town, "mona", role=Role.FUNDER).user
    here = FundedAction.objects.create(
        territory=territory, partner=refuge, application=file, year=2027, title="Ici", source="here"
    )
    before = grants.make_funded_action(refuge)
    open_one = grants.make_funded_action(grants.make_carrier(territory), title="Ouverte")
    assert set(all_funded_actions(mayor, territory)) == {open_one}
    assert set(all_funded_actions(sofia, territory)) == {here, before, open_one}
    grants.make_award(file, grants.make_funder(territory, "Ville fictive", partner=town))
    assert set(all_funded_actions(mayor, territory)) == {here, open_one}


def test_another_carrier_does_not_read_it_among_similar_actions(territory, refuge, file):
    other = grants.make_carrier(territory, "Autre porteuse")
    leo = grants.make_carrier_member(other, "leo")
    mine = grants.make_application(file.edition, other, leo, title=file.title)
    grants.make_funded_action(refuge, year=2026, title=file.title)
    assert {line.action.carrier for line in similar_actions(mine)} == {"Refuge fictif"}
    hide(refuge)
    assert similar_actions(mine) == []
