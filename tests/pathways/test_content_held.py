"""What the person is given and told of what is written in her pathway, and what figures keep."""

from datetime import date

import pytest
from django.utils.translation import override

from cite.core.languages import LANGUAGES
from cite.pathways.adapters.content_held import facts_of, held_of
from cite.pathways.enums.obstacles import Actor, StepKind, StepState
from cite.pathways.enums.pathways import Circle
from cite.pathways.models import Appointment, GroupMember
from cite.pathways.operations.diagnoses import record_diagnosis
from cite.pathways.queries.telling import chapters_of
from cite.pathways.rules.obstacles import Said
from cite.residents.ports import Chapter, held_by_others
from tests.factories.pathways import make_finding, make_goal, make_note, make_pathway, make_step
from tests.factories.residents import make_resident


def blocks(resident):
    return {block.key: block for block in held_of(resident=resident)}


def test_everything_is_given_and_what_was_kept_apart_is_reserved(pathway, resident, ines, omar):
    said = [Said("confidence", "yes", "je n’ose pas téléphoner"), Said("health", "yes")]
    record_diagnosis(pathway=pathway, by=ines, on=date(2026, 11, 10), said=said, project="La cuisine")
    make_goal(pathway, ines, is_reached=True, closed_on=date(2026, 11, 20))
    make_step(pathway, ines, due_on=date(2026, 12, 1))
    for circle in Circle:
        make_note(pathway, omar, circle=circle, text=f"Note {circle}")
    found = blocks(resident)
    assert [row[1:4] for row in found["obstacles"].rows] == [
        ("Confiance en soi", "Oui", "je n’ose pas téléphoner"),
        ("Santé", "Oui", ""),
    ]
    assert [row[1] for row in found["projects"].rows] == ["La cuisine"]
    assert [list(row) for row in found["goals"].rows] == [
        ["Travailler dans une crèche", "02/11/2026", "20/11/2026", "Oui"]
    ]
    assert found["steps"].rows[0][:4] == ("Appeler la crèche", "Ensemble", "À faire", "01/12/2026")
    notes = {
        key: (block.reserved_by, [row[1] for row in block.rows])
        for key, block in found.items()
        if "notes" in key
    }
    assert notes == {
        "notes_group": (None, ["Note group"]),
        "notes_structure": (omar.partner, ["Note structure"]),
        "notes_mine": (omar.partner, ["Note mine"]),
    }


def test_nothing_of_somebody_else_is_given(pathway, resident, ines):
    other = make_pathway(make_resident(ines), ines)
    make_finding(other, ines)
    make_goal(other, ines)
    make_step(other, ines)
    make_note(other, ines)
    assert [list(block.rows) for block in held_of(resident=resident)] == [[]] * 5


def test_the_export_asks_for_it(pathway, resident, ines):
    make_goal(pathway, ines)
    keys = {(key, block.key) for key, block in held_by_others(resident) if block.rows}
    assert ("content", "goals") in keys


def test_every_part_takes_one_query(pathway, resident, ines, django_assert_num_queries):
    for _number in range(3):
        make_finding(pathway, ines)
        make_step(pathway, ines)
        make_note(pathway, ines)
    with django_assert_num_queries(5):
        list(held_of(resident=resident))


def test_figures_keep_codes_without_health(pathway, resident, ines):
    make_finding(pathway, ines, level="blocking")
    make_finding(pathway, ines, obstacle="health", level="yes")
    make_goal(pathway, ines, is_reached=True, closed_on=date(2026, 11, 20))
    make_step(pathway, ines, state=StepState.DONE, done_on=date(2026, 11, 20))
    assert facts_of(resident=resident) == {
        "obstacles": {"housing": "blocking"},
        "goals": 1,
        "goals_reached": 1,
        "steps": 1,
        "steps_done": 1,
    }


@pytest.fixture
def whole(pathway, ines, lea, other_partner):
    make_goal(pathway, ines)
    make_goal(pathway, ines, title="Passé", closed_on=date(2026, 11, 20))
    make_step(pathway, ines, title="Plus tard", who=Actor.BOTH)
    make_step(pathway, ines, who=Actor.PERSON, due_on=date(2026, 12, 1))
    make_step(pathway, ines, title="Le dossier", who=Actor.PROFESSIONAL)
    make_step(pathway, ines, title="Fini", state=StepState.DONE, done_on=date(2026, 11, 20))
    make_step(pathway, ines, title="Code", kind=StepKind.SERVICE, starts_on=date(2026, 12, 8))
    make_note(pathway, ines)
    make_finding(pathway, ines)
    for at in ("2026-12-03 09:30+01:00", "2026-11-01 09:30+01:00"):
        Appointment.objects.create(territory=pathway.territory, pathway=pathway, at=at, partner=other_partner)
    GroupMember.objects.create(
        territory=pathway.territory, pathway=pathway, member=lea, since=date(2026, 11, 3)
    )
    return pathway


def plain(told):
    return [(chapter, sentence.replace("\u00a0", " ").replace("\u202f", " ")) for chapter, sentence in told]


def test_it_is_told_in_short_sentences_by_date(whole, resident):
    assert plain(chapters_of(resident=resident)) == [
        (Chapter.DECIDED, "Vous voulez : Travailler dans une crèche."),
        (Chapter.STEPS, "À faire par vous : Appeler la crèche. Date : mardi 1er décembre 2026."),
        (Chapter.STEPS, "À faire ensemble : Code. Date : mardi 8 décembre 2026."),
        (Chapter.STEPS, "À faire ensemble : Plus tard."),
        (Chapter.STEPS, "À faire par votre référent : Le dossier."),
        (
            Chapter.APPOINTMENTS,
            "Vous avez rendez-vous le jeudi 3 décembre 2026 à 9 h 30. C’est avec : Centre social du Lac. "
            "Lieu : à demander.",
        ),
        (Chapter.HELPERS, "Votre référent est Ines (Mission locale des Collines)."),
        (Chapter.HELPERS, "Lea (Centre social du Lac) vous aide aussi."),
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_it_is_told_in_her_language(whole, resident, language):
    with override(language.code):
        told = [sentence for _chapter, sentence in chapters_of(resident=resident)]
    assert len(told) == 8
    if not language.is_french:
        assert [each for each in told if "À faire" in each or "Vous" in each] == []


def test_a_pathway_that_ended_is_told_no_more(whole, resident):
    whole.closed_on = date(2026, 11, 20)
    whole.save()
    assert list(chapters_of(resident=resident)) == []
