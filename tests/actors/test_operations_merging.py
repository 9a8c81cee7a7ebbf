"""Merged and unmerged: whatever two organizations hold, undoing gives back exactly what was there."""

from itertools import product

import pytest
from django.apps import apps
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cite.accounts.enums import Role
from cite.actors.enums import DuplicateState, MembershipState, PartnerState
from cite.actors.models import Contact, Duplicate, Membership, Merge, Network, Organization, Partner, Site
from cite.actors.operations.duplicates import note_duplicates, reconsider, set_apart
from cite.actors.operations.merging import merge_partners, undo_merge
from cite.actors.operations.organizations import OrganizationSheet, add_partner
from cite.actors.permissions.organizations import visible_duplicates
from cite.actors.queries.duplicates import IDENTITY, duplicates_to_review
from cite.core.decisions import Refused
from tests.factories.accounts import make_user
from tests.factories.organizations import make_contact, make_member, make_partner, make_site
from tests.factories.territories import make_commune, make_district, square

pytestmark = pytest.mark.django_db
SIRETS = ("73282932000074", "35600000049837")


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


def pair(first: Partner, second: Partner) -> Duplicate:
    first, second = sorted((first, second), key=lambda partner: partner.pk)
    return Duplicate.objects.create(territory=first.territory, first=first, second=second, score=90)


def picture() -> dict[str, list[dict]]:
    """Everything the actors hold, but what says when and how often it was written."""
    silent = {"updated_at", "version"}
    tables = [
        m for m in apps.get_app_config("actors").get_models(include_auto_created=True) if m is not Merge
    ]
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name not in silent}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in tables
    }


def merge(duplicate: Duplicate, by, *, keep_first=True, from_absorbed=frozenset()) -> Merge:
    return merge_partners(duplicate=duplicate, keep_first=keep_first, from_absorbed=from_absorbed, by=by)


def test_everything_goes_to_the_kept_one(territory, sofia):
    commune = make_commune()
    shared = make_district(commune)
    own = make_district(commune, code="QN04299X", label="Autre", contour=square(5000, 5000))
    kept = make_partner(
        territory, "Les Glycines", districts=[shared], chain_links=["training"], siret=SIRETS[0]
    )
    gone = make_partner(
        territory,
        "Les Glycine",
        districts=[shared, own],
        chain_links=["reception"],
        siret=SIRETS[1],
        is_sensitive=True,
    )
    make_site(gone), make_contact(gone)
    make_member(gone, make_user("marc"))
    merge(pair(kept, gone), sofia, from_absorbed=frozenset({"siret", "name"}))
    kept, gone = Partner.objects.get(pk=kept.pk), Partner.objects.get(pk=gone.pk)
    assert {Site.objects.get().partner, Contact.objects.get().partner, Membership.objects.get().partner} == {
        kept
    }
    assert set(kept.districts.values_list("label", flat=True)) == {"Les Ormes", "Autre"}
    assert (kept.chain_links, kept.is_sensitive, kept.state) == (["reception", "training"], True, "active")
    assert (kept.organization.name, kept.organization.siret) == ("Les Glycine", SIRETS[1])
    assert (gone.state, gone.organization.merged_into) == (PartnerState.MERGED, kept.organization)


@pytest.mark.parametrize(
    ("kept_fields", "gone_fields", "expected"),
    [
        ({}, {"is_administrator": True}, (Role.CARRIER, True, "active")),
        ({"is_administrator": True}, {}, (Role.CARRIER, True, "active")),
        ({"state": "left"}, {"role": Role.PRESCRIBER}, (Role.PRESCRIBER, False, "active")),
        ({}, {"state": "left", "is_administrator": True}, (Role.CARRIER, False, "active")),
        ({"state": "suspended"}, {"state": "left"}, (Role.CARRIER, False, "suspended")),
    ],
)
def test_a_member_of_both_keeps_one_membership_in_force(territory, sofia, kept_fields, gone_fields, expected):
    kept, gone, marc = make_partner(territory), make_partner(territory), make_user("marc")
    make_member(kept, marc, **kept_fields)
    make_member(gone, marc, **gone_fields)
    merge(pair(kept, gone), sofia)
    own = Membership.objects.get(partner=kept)
    assert (own.role, own.is_administrator, own.state) == expected
    assert Membership.objects.count() == 2


_SIDE = st.fixed_dictionaries(
    {
        "identity": st.fixed_dictionaries(
            {
                "short_name": st.sampled_from(["", "LG"]),
                "presentation": st.sampled_from(["", "Ce que nous faisons"]),
                "legal_form": st.sampled_from(["association", "unknown"]),
            }
        ),
        "siret": st.booleans(),
        "links": st.lists(st.sampled_from(["training", "reception", "support"]), unique=True),
        "everywhere": st.booleans(),
        "sensitive": st.booleans(),
        "state": st.sampled_from(["active", "suspended", "left"]),
        "districts": st.sets(st.integers(0, 2)),
        "networks": st.sets(st.integers(0, 1)),
        "sites": st.integers(0, 2),
        "people": st.dictionaries(
            st.integers(0, 2), st.tuples(st.sampled_from(MembershipState.values), st.booleans()), max_size=3
        ),
    }
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(_SIDE, _SIDE), st.booleans(), st.sets(st.sampled_from(IDENTITY)))
def test_undoing_gives_back_exactly_what_was_there(territory, both, keep_first, chosen):
    for model in (Merge, Duplicate, Membership, Site, Contact):
        model._base_manager.all()._raw_delete("default")
    partners, people, districts, networks, by = _shared(territory)
    for partner, side, siret in zip(partners, both, SIRETS, strict=True):
        _furnish(territory, partner, side, siret, people, districts, networks)
    duplicate = pair(*partners)
    before = picture()
    undo_merge(merge=merge(duplicate, by, keep_first=keep_first, from_absorbed=frozenset(chosen)), by=by)
    assert picture() == before


def _shared(territory):
    """The same two organizations, people, districts and networks for every example."""
    if not Network.objects.exists():
        commune = make_commune()
        for n in range(3):
            make_district(commune, code=f"QN0429{n}N", label=f"Q{n}", contour=square(n * 1000))
            make_user(f"person{n}")
        for n in range(2):
            Network.objects.create(territory=territory, name=f"R{n}", name_key=f"r{n}")
            make_partner(territory, f"Les Glycines {n}")
        make_user("sofia", role=Role.COORDINATOR, territory=territory)
    from cite.accounts.models import User
    from cite.territories.models import District

    people = list(User.objects.filter(email__startswith="person").order_by("pk"))
    by = User.objects.get(email="sofia@example.org")
    partners = list(Partner.objects.select_related("organization").order_by("pk"))
    return partners, people, list(District.objects.order_by("pk")), list(Network.objects.order_by("pk")), by


def _furnish(territory, partner, side, siret, people, districts, networks):
    organization = partner.organization
    for name, value in side["identity"].items():
        setattr(organization, name, value)
    organization.siret, organization.merged_into = siret if side["siret"] else "", None
    organization.save()
    partner.chain_links, partner.covers_all_districts = side["links"], side["everywhere"]
    partner.is_sensitive, partner.state = side["sensitive"], side["state"]
    partner.save()
    partner.districts.set([districts[n] for n in side["districts"]])
    partner.networks.set([networks[n] for n in side["networks"]])
    for _n in range(side["sites"]):
        make_site(partner), make_contact(partner)
    for n, (state, is_administrator) in side["people"].items():
        make_member(partner, people[n], state=state, is_administrator=is_administrator)


def test_what_was_changed_since_stays_changed(territory, sofia):
    kept, gone = (
        make_partner(territory, "A", presentation="Avant"),
        make_partner(territory, "B", presentation="Autre"),
    )
    done = merge(pair(kept, gone), sofia, from_absorbed=frozenset({"presentation", "name"}))
    Organization.objects.filter(pk=kept.organization_id).update(presentation="Corrigée depuis")
    undo_merge(merge=done, by=sofia)
    kept.organization.refresh_from_db()
    assert (kept.organization.name, kept.organization.presentation) == ("A", "Corrigée depuis")


def test_merges_are_undone_from_the_latest(territory, sofia):
    a, b, c = (make_partner(territory, name) for name in "ABC")
    first, second = merge(pair(a, b), sofia), merge(pair(a, c), sofia, keep_first=False)
    with pytest.raises(Refused, match="fusion la plus récente"):
        undo_merge(merge=first, by=sofia)
    undo_merge(merge=second, by=sofia)
    undo_merge(merge=first, by=sofia)
    with pytest.raises(Refused, match="déjà été examinées"):
        undo_merge(merge=first, by=sofia)
    assert set(Partner.objects.values_list("state", flat=True)) == {"active"}


def test_a_siret_taken_meanwhile_is_said(territory, sofia):
    kept, gone = make_partner(territory, "A"), make_partner(territory, "B", siret=SIRETS[0])
    done = merge(pair(kept, gone), sofia)
    make_partner(territory, "C", siret=SIRETS[0])
    with pytest.raises(Refused, match="déjà ce SIRET"):
        undo_merge(merge=done, by=sofia)


def test_an_organization_of_another_cite_too_is_kept_not_absorbed(territory, other_territory, sofia):
    mine, shared = make_partner(territory, "A"), make_partner(territory, "A bis")
    with scope(territory=other_territory):
        Partner.objects.create(territory=other_territory, organization=shared.organization)
    with pytest.raises(Refused, match="une autre Cité"):
        merge(pair(mine, shared), sofia)
    merge(Duplicate.objects.get(), sofia, keep_first=False)
    assert Partner.objects.get(pk=mine.pk).state == PartnerState.MERGED


def test_the_others_merge_nothing(territory):
    duplicate = pair(make_partner(territory), make_partner(territory))
    for n, role in enumerate(set(Role) - {"co_pilot_state", "co_pilot_metropole", "coordinator"}):
        person = make_user(f"x{n}", role=role, territory=territory)
        for act in (
            lambda p=person: merge(duplicate, p),
            lambda p=person: set_apart(duplicate=duplicate, by=p),
        ):
            with pytest.raises(Refused):
                act()
        assert not visible_duplicates(person, territory).exists()


def add(territory, sofia, name, **fields):
    sheet = OrganizationSheet(name=name, kind="social_center", **fields)
    return add_partner(territory=territory, sheet=sheet, by=sofia)


def test_an_organization_that_carries_a_co_pilot_is_not_absorbed_by_the_coordination(territory, sofia):
    kept, absorbed = make_partner(territory, "Ancienne"), make_partner(territory, "Métropole")
    make_member(absorbed, make_user("yanis"), role=Role.CO_PILOT_METROPOLE)
    duplicate = pair(kept, absorbed)
    with pytest.raises(Refused, match="ne pouvez pas donner ni retirer"):
        merge_partners(duplicate=duplicate, keep_first=True, from_absorbed=frozenset(), by=sofia)
    assert not Merge.objects.exists()


def test_a_look_alike_is_noticed_when_it_is_written(territory, sofia):
    first = add(territory, sofia, "Centre social Les Glycines")
    add(territory, sofia, "Mission locale du Val")
    second = add(territory, sofia, "Les Glycines – centre social")
    (found,) = duplicates_to_review(sofia, territory)
    assert (found.first, found.second, found.reasons) == (first, second, ["same_name"])
    second.organization.name = "Plus rien à voir"
    second.organization.save()
    note_duplicates(partners=[second], territory=territory)
    assert not duplicates_to_review(sofia, territory).exists()


def test_what_was_set_apart_is_not_asked_again(territory, sofia):
    add(territory, sofia, "Les Glycines")
    second = add(territory, sofia, "Les Glycines")
    apart = set_apart(duplicate=Duplicate.objects.get(), by=sofia)
    note_duplicates(partners=[second], territory=territory)
    assert Duplicate.objects.get().state == DuplicateState.DISTINCT
    with pytest.raises(Refused):
        set_apart(duplicate=apart, by=sofia)
    reconsider(duplicate=apart, by=sofia)
    assert duplicates_to_review(sofia, territory).count() == 1


def test_a_merged_organization_raises_no_question_any_more(territory, sofia):
    for _n in range(3):
        add(territory, sofia, "Les Glycines")
    assert duplicates_to_review(sofia, territory).count() == 3
    merge(duplicates_to_review(sofia, territory)[0], sofia)
    assert duplicates_to_review(sofia, territory).count() == 1


@pytest.mark.parametrize(
    ("keep_first", "choose"), list(product((True, False), (frozenset(), frozenset({"siret"}))))
)
def test_a_siret_passes_from_one_to_the_other(territory, sofia, keep_first, choose):
    first, second = (make_partner(territory, "A", siret=siret) for siret in SIRETS)
    before = picture()
    done = merge(pair(first, second), sofia, keep_first=keep_first, from_absorbed=choose)
    undo_merge(merge=done, by=sofia)
    after = picture()
    assert before["actors.Organization"] == after["actors.Organization"]
