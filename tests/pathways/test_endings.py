"""The exits of a year in figures: each counts once, whoever acted; small cells masked; who reads them."""

from datetime import timedelta

import pytest
from django.test import Client

from cite.accounts.enums import Role
from cite.core.dates import today
from cite.pathways.enums.pathways import ExitClass, FollowUpAnswer
from cite.pathways.models import Contribution, Exit, FollowUp
from cite.pathways.queries.endings import endings
from tests.factories.accounts import make_user
from tests.factories.pathways import make_exit, make_pathway
from tests.factories.residents import make_resident

pytestmark = pytest.mark.django_db
PAGE = "/parcours/sorties/"


def leave(member, kind, number, *, days=100, others=(), answer=""):
    for _each in range(number):
        on = today() - timedelta(days=days)
        ended = make_pathway(make_resident(member), member, opened_on=on - timedelta(days=90), closed_on=on)
        noted = make_exit(ended, member, on=on)
        Exit.objects.filter(pk=noted.pk).update(exit_class=kind)
        partners = {member.partner_id, *(each.pk for each in others)}
        Contribution.objects.filter(exit=noted).delete()
        for partner in partners:
            Contribution.objects.create(territory=noted.territory, exit=noted, partner_id=partner)
        FollowUp.objects.filter(exit=noted, months=3).update(
            due_on=today() - timedelta(days=2), answer=answer
        )


def lines(territory):
    return {(line.subject, line.category): line.count for line in endings(territory, on=today()).lines}


def test_an_exit_counts_once_whoever_acted(territory, ines, other_partner):
    leave(ines, ExitClass.LASTING_JOB, 6, others=[other_partner], answer=FollowUpAnswer.SAME_JOB)
    leave(ines, ExitClass.OTHER, 9)
    told = lines(territory)
    assert told["Classe de sortie", "Emploi durable"] == 6
    assert told["Classe de sortie", "Ensemble"] == 15
    assert (told["Co-produite par", "Une structure"], told["Co-produite par", "Deux structures"]) == (9, 6)
    assert told["Co-produite par", "Ensemble"] == 15
    assert (told["3 mois après", "Dans le même emploi"], told["3 mois après", "Pas encore demandé"]) == (6, 9)
    assert told["6 mois après", "Ensemble"] is None  # nobody was to be asked yet
    rate = endings(territory, on=today()).rate
    assert (rate.dynamic, rate.examined) == (6, 15)


def test_a_small_number_is_masked_and_gives_no_rate(territory, ines):
    leave(ines, ExitClass.LASTING_JOB, 2)
    leave(ines, ExitClass.OTHER, 9)
    assert lines(territory)["Classe de sortie", "Emploi durable"] is None
    assert endings(territory, on=today()).rate is None


def test_the_exits_of_another_year_are_left_out(territory, ines):
    leave(ines, ExitClass.LASTING_JOB, 6, days=365)
    leave(ines, ExitClass.LASTING_JOB, 5)
    assert lines(territory)["Classe de sortie", "Ensemble"] == 5


def test_figures_take_as_many_queries_whatever_the_number(territory, ines, django_assert_num_queries):
    leave(ines, ExitClass.OTHER, 1)
    with django_assert_num_queries(3):
        endings(territory, on=today())
    leave(ines, ExitClass.OTHER, 12)
    with django_assert_num_queries(3):
        endings(territory, on=today())


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", [Role.CO_PILOT_STATE, Role.FUNDER, Role.READER])
def test_those_who_steer_or_fund_read_them_and_no_name(territory, ines, role):
    leave(ines, ExitClass.LASTING_JOB, 6)
    leave(ines, ExitClass.OTHER, 6)
    client = client_of(make_user("chiffres", role=role, territory=territory))
    shown = client.get(PAGE).content.decode()
    assert "Sorties dynamiques\u00a0: 50\u00a0%" in shown
    assert "6 sur 12" in shown
    assert (
        "Emploi durable\u00a0: CDI" in shown and shown.count("est masqué") == 1
    )  # what it means is told once
    taken = b"".join(client.get(f"{PAGE}?format=csv").streaming_content).decode()
    assert "Emploi durable" in taken


def test_whoever_does_not_read_figures_is_told_why(ines):
    assert client_of(ines.user).get(PAGE).status_code == 403
