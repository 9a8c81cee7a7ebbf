"""What is held of alerts is given to the person: the reasons in clear, and what was done of them."""

from datetime import date

import pytest

from cite.dropout.adapters import held_of
from cite.dropout.enums.signs import Closing
from cite.dropout.models import Alert
from cite.residents.enums.rights import ErasureReason
from cite.residents.operations.erasing import erase_resident
from cite.residents.ports import held_by_others
from tests.dropout.conftest import TODAY
from tests.factories.dropout import make_alert
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(pathway, ines):
    ended = {"closed_on": date(2026, 11, 24), "closing": Closing.REACHED, "comment": "Elle rappelle lundi."}
    return make_alert(pathway, closed_by=ines, **ended)


def test_reasons_are_in_clear_and_what_was_done_is_told(closed, pathway, samia, ines):
    make_alert(make_pathway(make_resident(ines), ines))
    make_alert(pathway, since=TODAY, level=3)
    (block,) = held_of(resident=samia)
    assert (block.key, block.reserved_by) == ("alerts", None)
    assert list(block.rows) == [
        (
            "20/11/2026",
            "À regarder",
            "Pas de nouvelles depuis 65 jours.",
            "24/11/2026",
            "J’ai repris contact",
            "Elle rappelle lundi.",
            f"{ines.user.full_name} ({ines.partner})",
        ),
        ("27/11/2026", "À regarder vite", "Pas de nouvelles depuis 68 jours.", "", "", "", ""),
    ]


def test_the_export_asks_for_it(closed, samia):
    assert [key for key, block in held_by_others(samia) if block.key == "alerts"] == ["dropout"]


def test_it_takes_one_query(closed, pathway, samia, ines, django_assert_num_queries):
    for day in (2, 3):
        make_alert(pathway, closed_by=ines, closed_on=date(2026, 11, day), closing=Closing.SEEN)
    with django_assert_num_queries(1):
        assert [len(block.rows) for block in held_of(resident=samia)] == [3]


def test_alerts_go_with_the_file(closed, samia, ines):
    erase_resident(resident=samia, reason=ErasureReason.REQUEST, by=ines.user, on=TODAY)
    assert not Alert.objects.exists()
