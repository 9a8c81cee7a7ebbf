"""What makes an opening possible, and a Cité fit for real residents: tables to proof-read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.opening.enums import ComplianceKind, MissingPiece, OpeningObjection
from cite.opening.enums.explanations import EXPLANATIONS
from cite.opening.rules.compliance import PieceFacts, check_piece, in_service
from cite.opening.rules.opening import Installation, check_people, check_territory, is_served, slug_of

Why, Gap = OpeningObjection, MissingPiece
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
SEM, LOIRE_FOREZ, ROANNE = "244200770", "200065886", "200035731"
ALONE = Installation(epci_codes={SEM}, slugs={"sem"}, hosts=("",), served_hosts=(".gouv.fr", "localhost"))
HOSTED = Installation(epci_codes={SEM}, slugs={"sem"}, hosts=("sem.gouv.fr",), served_hosts=(".gouv.fr",))


def territory(there: Installation, **given) -> list[str]:
    typed = {"name": "Loire Forez", "slug": "lf", "epci_code": LOIRE_FOREZ, "host": "", "other_host": ""}
    return [o.value for o in check_territory(**typed | given, there=there).objections]


@pytest.mark.parametrize(
    ("given", "there", "objections"),
    [
        ({}, Installation(), []),
        ({"host": "cite.gouv.fr"}, Installation(served_hosts=(".gouv.fr",)), []),
        ({"name": " … "}, Installation(), [Why.NAME_MISSING]),
        ({"epci_code": ""}, Installation(), [Why.EPCI_MISSING]),
        ({"epci_code": "123456789"}, Installation(), [Why.EPCI_UNKNOWN]),
        ({"epci_code": "inconnu"}, Installation(), [Why.EPCI_UNKNOWN]),
        ({"epci_code": SEM, "host": "x.gouv.fr"}, HOSTED, [Why.EPCI_TAKEN]),
        ({"slug": "sem", "host": "x.gouv.fr"}, HOSTED, [Why.SLUG_TAKEN]),
        ({}, HOSTED, [Why.HOST_NEEDED]),
        ({"host": "sem.gouv.fr"}, HOSTED, [Why.HOST_TAKEN]),
        ({"host": "x.gouv.fr"}, HOSTED, []),
        ({"host": "x.example.org"}, HOSTED, [Why.HOST_NOT_SERVED]),
        ({"host": "https://x.gouv.fr/"}, HOSTED, [Why.HOST_MALFORMED]),
        ({"host": "-x.gouv.fr"}, HOSTED, [Why.HOST_MALFORMED]),
        ({"host": "x..gouv.fr"}, HOSTED, [Why.HOST_MALFORMED]),
        ({"host": "x.gouv.fr"}, ALONE, [Why.HOST_NEEDED]),
        ({"host": "x.gouv.fr", "other_host": "localhost"}, ALONE, []),
        ({"host": "x.gouv.fr", "other_host": "x.gouv.fr"}, ALONE, [Why.HOST_TAKEN]),
        (
            {"name": "", "epci_code": "1", "slug": "sem", "host": "sem.gouv.fr"},
            HOSTED,
            [Why.NAME_MISSING, Why.EPCI_UNKNOWN, Why.SLUG_TAKEN, Why.HOST_TAKEN],
        ),
    ],
)
def test_a_territory_is_refused_with_every_reason(given, there, objections):
    assert territory(there, **given) == [o.value for o in objections]


@pytest.mark.parametrize(
    ("host", "patterns", "served"),
    [
        ("x.gouv.fr", ["x.gouv.fr"], True),
        ("x.gouv.fr", [".gouv.fr"], True),
        ("gouv.fr", [".gouv.fr"], True),
        ("xgouv.fr", [".gouv.fr"], False),
        ("x.gouv.fr", ["*"], True),
        ("x.gouv.fr", [], False),
    ],
)
def test_a_host_is_served(host, patterns, served):
    assert is_served(host, patterns) is served


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Saint-Étienne Métropole", "saint-etienne-metropole"),
        ("  L’Œil — d’Or ", "l-oeil-d-or"),
        ("…", ""),
        ("é" * 300, "e" * 50),
    ],
)
def test_an_identifier_is_made_of_the_name(name, slug):
    assert slug_of(name) == slug


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=300), st.text(max_size=300))
def test_whatever_is_typed_gets_sentences(name, epci_code, host, other_host):
    slug = slug_of(name)
    assert len(slug) <= 50
    assert slug == slug.strip("-").lower()
    for there in (Installation(), ALONE, HOSTED):
        decision = check_territory(
            name=name, slug=slug, epci_code=epci_code, host=host, other_host=other_host, there=there
        )
        assert all(decision.sentences)


@pytest.mark.parametrize(
    ("organizations", "addresses", "objections"),
    [
        (("Préfecture", "Métropole"), ("a@x.fr", "b@x.fr"), []),
        (("Préfecture", ""), ("a@x.fr", "b@x.fr"), [Why.CO_PILOT_MISSING]),
        (("Préfecture", "Métropole"), ("a@x.fr", ""), [Why.CO_PILOT_MISSING]),
        (("Préfecture", "Métropole"), ("a@x.fr", " A@X.fr "), [Why.SAME_ADDRESS]),
    ],
)
def test_two_co_pilots_and_two_people(organizations, addresses, objections):
    found = check_people(organizations=organizations, addresses=addresses).objections
    assert list(found) == objections


K = ComplianceKind.IMPACT_ASSESSMENT
GOOD = PieceFacts(dated_on=TODAY, has_proof=True)


@pytest.mark.parametrize(
    ("facts", "gaps"),
    [
        (None, [Gap.ABSENT]),
        (GOOD, []),
        (PieceFacts(dated_on=TODAY - 900 * DAY, valid_until=TODAY, has_proof=True), []),
        (PieceFacts(has_proof=True), [Gap.UNDATED]),
        (PieceFacts(dated_on=TODAY), [Gap.NO_PROOF]),
        (PieceFacts(dated_on=TODAY + DAY, has_proof=True), [Gap.IN_THE_FUTURE]),
        (PieceFacts(dated_on=TODAY - DAY, valid_until=TODAY - DAY, has_proof=True), [Gap.OUTDATED]),
        (PieceFacts(valid_until=TODAY - DAY), [Gap.UNDATED, Gap.NO_PROOF, Gap.OUTDATED]),
    ],
)
def test_a_piece_is_in_order_or_says_everything_that_is_wrong(facts, gaps):
    decision = check_piece(K, facts, TODAY)
    assert [o.problem for o in decision.objections] == gaps
    assert all("Analyse d’impact" in sentence for sentence in decision.sentences)


def test_the_cite_is_fit_once_every_piece_is():
    complete = dict.fromkeys(ComplianceKind, GOOD)
    assert in_service(complete, TODAY)
    assert len(in_service({}, TODAY).objections) == len(ComplianceKind) == 8
    for kind in ComplianceKind:
        without = {k: facts for k, facts in complete.items() if k != kind}
        (missing,) = in_service(without, TODAY).objections
        assert (missing.kind, missing.problem) == (kind, Gap.ABSENT)


def test_every_piece_is_explained():
    assert set(EXPLANATIONS) == set(ComplianceKind)
