"""Where a remark is put: the step of the form, and the page where its carrier corrects it."""

import pytest

from cite.grants.enums import Step
from cite.grants.queries.corrections import paths_of, places_of, remarks_on
from cite.grants.rules.corrections import BUDGET, DISTRICTS, PARTNERS, WHOLE, piece_place, step_of
from tests.factories import grants


@pytest.mark.parametrize(
    ("place", "step"),
    [
        (WHOLE, None),
        ("unknown", None),
        (BUDGET, Step.BUDGET),
        (DISTRICTS, Step.AUDIENCE),
        (PARTNERS, Step.PARTNERS),
        (piece_place("statutes"), Step.DOCUMENTS),
        ("need", Step.PROJECT),
        ("schedule", Step.MEANS),
    ],
)
def test_every_place_is_in_its_step(place, step):
    assert step_of(place) == step


@pytest.fixture
def application(territory):
    carrier = grants.make_carrier(territory)
    lina = grants.make_carrier_member(carrier, "lina")
    return grants.make_application(
        grants.make_edition(grants.make_call(territory)), carrier, lina, state="to_correct"
    )


@pytest.mark.parametrize("kind", ["association", "local_authority", "to_confirm"])
def test_every_place_has_its_page(application, kind):
    application.carrier_kind = kind
    assert set(places_of(application)) <= set(paths_of(application))


def test_a_step_shows_its_remarks_in_the_order_of_the_form(application):
    by = application.created_by
    for place in ("schedule", "innovation", "need", BUDGET):
        grants.make_remark(application, by, place=place, text=f"Sur {place}.")
    said = [(line.remark.place, line.path) for line in remarks_on(application, Step.PROJECT)]
    step = f"/appels-a-projets/dossiers/{application.uuid}/saisie/project/"
    assert said == [("need", f"{step}#id_need"), ("innovation", f"{step}#id_innovation")]
    assert remarks_on(application, Step.CARRIER) == []
