"""The lists of pathways: which ones, what awaits an answer, in how many queries."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.pathways.models import FollowUp
from cite.residents.enums.sharing import Purpose
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.pathways import make_appointment, make_exit, make_pathway, make_refereeship
from tests.factories.residents import make_residence, make_resident, make_sharing
from tests.factories.territories import make_commune, make_district
from tests.pathways.web.conftest import page, read
from tests.scale import growing, queries_as_they_grow

pytestmark = pytest.mark.django_db


class TestLists:
    def test_the_filters_keep_what_they_say(self, signed_in, pathway, ines, omar, territory):
        district = make_district(make_commune(), label="Le Grand Chêne")
        his = make_pathway(make_resident(omar, first_name="Paul"), omar, last_heard_on=date(2026, 8, 1))
        make_residence(his.resident, district)
        nobody = make_pathway(make_resident(ines, first_name="Zoé"), ines, has_referent=False)
        address = reverse("pathways:pathways")

        def listed(**query):
            rows = signed_in.get(address, query).context["table"].page.object_list
            return sorted(each.resident.first_name for each in rows)

        assert listed() == ["Nadia"]
        assert listed(qui="tous") == ["Nadia", "Paul", "Zoé"]
        assert listed(qui=str(omar.uuid)) == ["Paul"]
        assert listed(qui="tous", etat="without_referent") == [nobody.resident.first_name]
        assert listed(qui="tous", silence="60") == ["Paul"]
        assert listed(qui="tous", quartier=str(district.uuid)) == ["Paul"]
        assert listed(qui="rien", etat="rien", silence="7", quartier="x") == ["Nadia"]

    def test_what_awaits_her_is_on_the_list_and_on_the_home_page(self, signed_in, pathway, ines, omar):
        make_appointment(pathway, ines)
        ended = make_pathway(make_resident(ines), ines)
        make_exit(ended, ines)
        FollowUp.objects.filter(months=3).update(due_on=date(2026, 11, 20))
        proposed = make_pathway(make_resident(omar), omar)
        make_refereeship(proposed, ines, state="proposed", since=None, proposed_by=omar)
        shown = read(signed_in, reverse("pathways:pathways"))
        assert "est-elle venue" in shown
        assert "que devient-elle" in shown
        home = read(signed_in, "/")
        for words in ("Un parcours vous est proposé", "1 rendez-vous à renseigner", "1 suivi à faire"):
            assert words in home

    def test_the_coordination_sees_how_many_and_nobody_s_name(self, client, resident, ines, territory):
        for each in (resident, *(make_resident(ines) for _number in range(5))):
            make_pathway(each, ines, has_referent=False)
        client.force_login(make_user("cora", role=Role.COORDINATOR, territory=territory))
        shown = read(client, reverse("pathways:without-referent"))
        assert "Mission locale des Collines" in shown
        assert reverse("actors:organization", args=[ines.partner.uuid]) in shown
        assert "Inventée" not in shown
        assert "6 parcours sans référent" in read(client, "/")

    def test_small_numbers_without_a_referent_are_masked(self, client, resident, ines, territory):
        make_pathway(resident, ines, has_referent=False)
        client.force_login(make_user("cora", role=Role.COORDINATOR, territory=territory))
        shown = read(client, reverse("pathways:without-referent"))
        assert "masqué (moins de 5" in shown
        assert "2 novembre 2026" not in shown and "02/11/2026" not in shown
        home = read(client, "/")
        assert "Des parcours sans référent" in home and "1 parcours sans référent" not in home

    def test_one_pathway_in_each_of_four_structures_is_not_told_by_the_lines_that_are_missing(
        self, client, ines, territory
    ):
        for each in range(5):
            member = make_member(make_partner(territory, f"Structure {each}", **HABILITATED), f"pro{each}")
            make_pathway(make_resident(member), member, has_referent=each == 4)
        client.force_login(make_user("cora", role=Role.COORDINATOR, territory=territory))
        shown = read(client, reverse("pathways:without-referent"))
        assert shown.count("masqué (moins de 5") == 5
        assert all(f"Structure {each}" in shown for each in range(5))

    def test_carriers_relays_and_pilots_have_no_list(self, client, other_partner, territory):
        for role in (Role.CO_PILOT_STATE, Role.FUNDER):
            client.force_login(make_user(f"u{role}", role=role, territory=territory))
            assert client.get(reverse("pathways:pathways")).status_code == 403

    def test_a_carrier_sees_no_pathway_of_whoever_comes_to_her_action(self, client, pathway, other_partner):
        carrier = make_member(other_partner, "marc", role=Role.CARRIER)
        make_sharing(pathway.resident, other_partner, Purpose.REFERRAL)
        make_sharing(pathway.resident, other_partner, Purpose.SUPPORT)
        client.force_login(carrier.user)
        assert client.get(page("pathway", pathway)).status_code == 404
        assert client.get(reverse("pathways:open", args=[pathway.resident.uuid])).status_code in (403, 404)

    def test_the_list_asks_as_many_queries_whatever_its_length(self, signed_in, ines, omar):
        def add(how_many):
            for _turn in range(how_many):
                pathway = make_pathway(make_resident(ines), ines)
                make_appointment(pathway, ines)
                make_appointment(pathway, ines, at=datetime(2026, 12, 4, 13, tzinfo=UTC))

        addresses = [
            reverse("pathways:pathways"),
            reverse("pathways:pathways") + "?qui=tous&etat=starting&silence=30",
        ]
        assert growing(queries_as_they_grow(signed_in, addresses, add, steps=(1, 2, 57))) == {}
