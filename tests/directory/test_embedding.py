"""Who chooses the sites that show the search, and how many there may be."""

from datetime import timedelta

import pytest
from django_scopes import scope

from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.directory.enums.embedding import EmbeddingObjection
from cite.directory.models import PartnerSite
from cite.directory.operations import embedding
from cite.directory.queries.embedding import embedding_hosts
from cite.directory.rules.finding import host_of
from cite.directory.tasks import forget_what_was_removed
from tests.factories.actors import make_administrator
from tests.factories.directory import make_partner_site
from tests.factories.organizations import make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def alix(partner):
    """Administers the organization."""
    return make_administrator(partner, "alix").user


def refused(operation, **given):
    with pytest.raises(Refused) as caught:
        operation(**given)
    return set(caught.value.decision.objections)


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("www.mairie-exemple.fr", "www.mairie-exemple.fr"),
        (" HTTPS://WWW.Mairie-Exemple.fr/emploi?x=1 ", "www.mairie-exemple.fr"),
        ("médiathèque-exemple.fr", "xn--mdiathque-exemple-xsbn.fr"),
        ("http://centre-social.exemple.fr", "centre-social.exemple.fr"),
        ("*", ""),
        ("*.exemple.fr", ""),
        ("'none'", ""),
        ("exemple.fr; script-src *", ""),
        ("exemple.fr autre.fr", ""),
        ("exemple.fr\nautre.fr", ""),
        ("127.0.0.1", ""),
        ("exemple.fr:8080", ""),
        ("localhost", ""),
        (f"{'a' * 64}.fr", ""),
        ("exemple..fr", ""),
        ("", ""),
    ],
)
def test_the_name_of_a_site_is_a_name_and_nothing_else(typed, host):
    assert host_of(typed) == host


def test_a_site_named_twice_is_one_and_its_acts_are_kept(territory, claire):
    first = embedding.add_partner_site(territory=territory, host="www.mairie-exemple.fr", by=claire)
    again = embedding.add_partner_site(territory=territory, host="https://www.mairie-exemple.fr/", by=claire)
    assert (again, embedding_hosts(territory)) == (first, ["www.mairie-exemple.fr"])
    for _time in range(2):
        embedding.remove_partner_site(site=first, by=claire)
    assert embedding_hosts(territory) == []
    for _time in range(2):
        embedding.restore_partner_site(site=first, by=claire)
    assert embedding_hosts(territory) == ["www.mairie-exemple.fr"]
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True))[-3:] == [
        "directory.add_partner_site",
        "directory.remove_partner_site",
        "directory.restore_partner_site",
    ]


def test_an_administrator_names_the_sites_of_her_organization_only(territory, partner, alix, yanis):
    other = make_partner(territory, "La Halle aux Métiers")
    add = embedding.add_partner_site
    site = add(territory=territory, host="www.chene-exemple.fr", partner=partner, by=alix)
    assert site.partner == partner
    theirs = make_partner_site(territory, "www.halle-exemple.fr", partner=other)
    for given in ({"partner": other, "by": alix}, {"by": alix}, {"partner": partner, "by": yanis}):
        assert refused(add, territory=territory, host="www.a-exemple.fr", **given) == {
            EmbeddingObjection.NOT_YOURS
        }
    assert refused(embedding.remove_partner_site, site=theirs, by=alix) == {EmbeddingObjection.NOT_YOURS}
    assert refused(embedding.restore_partner_site, site=theirs, by=alix) == {EmbeddingObjection.NOT_YOURS}
    taken = refused(add, territory=territory, host=theirs.host, partner=partner, by=alix)
    assert taken == {EmbeddingObjection.NAMED_BY_OTHERS}
    assert embedding_hosts(territory) == ["www.chene-exemple.fr", "www.halle-exemple.fr"]


def test_a_site_removed_may_be_named_by_another(territory, partner, alix, claire):
    site = make_partner_site(territory)
    embedding.remove_partner_site(site=site, by=claire)
    again = embedding.add_partner_site(territory=territory, host=site.host, partner=partner, by=alix)
    assert (again.pk, again.partner, again.removed_at) == (site.pk, partner, None)


def test_there_are_not_too_many(territory, partner, alix, claire):
    sites = [make_partner_site(territory, f"a{n}.exemple.fr", partner=partner) for n in range(5)]
    add = embedding.add_partner_site
    given = {"territory": territory, "host": "b.exemple.fr"}
    assert refused(add, **given, partner=partner, by=alix) == {EmbeddingObjection.TOO_MANY_OF_YOURS}
    embedding.remove_partner_site(site=sites[0], by=alix)
    add(**given, partner=partner, by=alix)
    assert refused(embedding.restore_partner_site, site=sites[0], by=alix) == {
        EmbeddingObjection.TOO_MANY_OF_YOURS
    }
    for number in range(45):
        make_partner_site(territory, f"c{number}.exemple.fr")
    assert refused(add, territory=territory, host="d.exemple.fr", by=claire) == {
        EmbeddingObjection.TOO_MANY_SITES
    }


@pytest.mark.parametrize("host", ["", "*", "exemple.fr;x"])
def test_what_is_not_a_site_is_refused(territory, claire, host):
    objections = refused(embedding.add_partner_site, territory=territory, host=host, by=claire)
    assert objections == {EmbeddingObjection.NOT_A_HOST}
    assert PartnerSite.objects.count() == 0


def test_a_site_of_another_cite_shows_nothing_here(territory, other_territory, claire):
    with scope(territory=other_territory):
        make_partner_site(other_territory)
    assert embedding_hosts(territory) == []


def test_the_name_of_a_site_taken_out_a_month_ago_is_forgotten(territory, claire):
    kept, gone = make_partner_site(territory), make_partner_site(territory, "www.ancien-exemple.fr")
    embedding.remove_partner_site(site=gone, by=claire)
    gone.refresh_from_db()
    after = gone.removed_at + embedding.KEPT_ONCE_REMOVED
    assert embedding.forget_removed_sites(territory=territory, at=after) == 0
    assert embedding.forget_removed_sites(territory=territory, at=after + timedelta(hours=1)) == 1
    assert list(PartnerSite.objects.all()) == [kept]
    assert Entry.objects.filter(action="directory.forget_partner_site").count() == 1
    assert forget_what_was_removed.func() == 0
