"""Freins on real rows: kept once, signed, hidden without a habilitation, and what nothing answers is counted."""

from datetime import date, timedelta

import pytest

from cite.actors.models import Partner
from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.core.models import SaveObjection
from cite.directory.models import UnmetNeed
from cite.directory.operations.finding import NEEDS_PER_HOUR
from cite.pathways.enums.content import ContentAct, ObstacleObjection
from cite.pathways.enums.objections import PathwayObjection
from cite.pathways.enums.obstacles import ObstacleLevel as L
from cite.pathways.enums.obstacles import ObstacleStatus as S
from cite.pathways.models import Diagnosis, Finding
from cite.pathways.operations.diagnoses import follow_obstacle, record_diagnosis
from cite.pathways.queries.obstacles import diagnoses_of, present_findings, said_in
from cite.pathways.queries.page import freins_today
from cite.pathways.rules.obstacles import Said
from cite.residents.enums.objections import ResidentObjection
from cite.residents.enums.sharing import Purpose
from tests.factories.residents import make_residence, make_sharing
from tests.factories.territories import make_district

DAY = date(2026, 11, 20)
HOUSING = Said("housing", L.BLOCKING, status=S.TO_DO)
SHY = Said("confidence", L.YES, "je n’ose pas téléphoner")


def refused(call) -> list:
    with pytest.raises(Refused) as refusal:
        call()
    return list(refusal.value.decision.objections)


def test_what_was_discussed_is_kept_and_what_was_not_is_not_written(pathway, ines):
    diagnosis = record_diagnosis(
        pathway=pathway, by=ines, on=DAY, said=[HOUSING, SHY, Said("health")], project="La cuisine"
    )
    assert (diagnosis.on, diagnosis.by, diagnosis.project) == (DAY, ines, "La cuisine")
    assert said_in(diagnosis) == {"housing": HOUSING, "confidence": SHY}


def test_what_she_told_is_news_from_her(pathway, ines):
    record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[HOUSING])
    pathway.refresh_from_db()
    assert (pathway.last_heard_on, pathway.last_contact_on, pathway.resident.last_heard_on) == (DAY, DAY, DAY)


def test_sent_twice_it_is_once(pathway, ines):
    twice = {record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[HOUSING]) for _time in range(2)}
    assert len(twice) == 1
    assert Finding.objects.count() == 1


def test_the_same_day_may_say_something_else(pathway, ines, omar):
    record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[HOUSING])
    record_diagnosis(pathway=pathway, by=omar, on=DAY, said=[HOUSING])
    record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[SHY])
    assert Diagnosis.objects.count() == 3


def test_the_journal_keeps_that_it_was_written_and_not_what(pathway, ines, resident):
    record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[HOUSING, SHY])
    entry = Entry.objects.get(action=ContentAct.DIAGNOSE)
    assert "téléphoner" not in str(entry.__dict__)
    assert str(resident) not in str(entry.__dict__)


def test_everything_wrong_is_said_at_once(pathway, ines):
    said = [Said("health", L.BLOCKING, "une opération"), Said("confidence", L.YES)]
    objections = refused(
        lambda: record_diagnosis(pathway=pathway, by=ines, on=date(2026, 12, 1), said=said, project="x")
    )
    assert objections == [
        ObstacleObjection.HEALTH_LEVEL,
        ObstacleObjection.HEALTH_WORDS,
        ObstacleObjection.WORDS_MISSING,
        ObstacleObjection.IN_THE_FUTURE,
    ]
    assert Diagnosis.objects.count() == 0


@pytest.mark.parametrize("where", ["project", "words"])
def test_a_social_security_number_is_refused(pathway, ines, where):
    number = "2 84 05 42 218 016 85"
    said = [SHY] if where == "project" else [Said("confidence", L.YES, number)]
    project = number if where == "project" else ""
    objections = refused(
        lambda: record_diagnosis(pathway=pathway, by=ines, on=DAY, said=said, project=project)
    )
    assert objections == [FreeTextObjection.SOCIAL_SECURITY_NUMBER]


def test_without_a_sharing_nothing_is_written(pathway, lea):
    objections = refused(lambda: record_diagnosis(pathway=pathway, by=lea, on=DAY, said=[HOUSING]))
    assert objections == [ResidentObjection.NOT_SHARED_TO_WRITE, ObstacleObjection.NOT_SHOWN]


def test_a_sharing_for_a_review_reads_and_does_not_write(pathway, lea, resident, other_partner):
    make_sharing(resident, other_partner, Purpose.REVIEW)
    objections = refused(lambda: record_diagnosis(pathway=pathway, by=lea, on=DAY, said=[HOUSING]))
    assert objections == [ResidentObjection.NOT_SHARED_TO_WRITE]


def test_a_pathway_that_ended_keeps_what_it_has(pathway, ines):
    pathway.closed_on = DAY
    pathway.save()
    objections = refused(lambda: record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[HOUSING]))
    assert objections == [PathwayObjection.CLOSED]


def test_what_was_not_spoken_of_again_stays_known(pathway, ines):
    record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[HOUSING, SHY])
    record_diagnosis(
        pathway=pathway,
        by=ines,
        on=DAY + timedelta(days=3),
        said=[Said("housing", L.WATCH, status=S.ONGOING)],
    )
    known = present_findings(pathway)
    assert {name: finding.level for name, finding in known.items()} == {
        "housing": L.WATCH,
        "confidence": L.YES,
    }
    assert [each.diagnosis.on.day for each in diagnoses_of(pathway)] == [23, 20]
    assert [finding.obstacle for finding in freins_today(pathway)] == ["confidence", "housing"]


class TestNothingHereAnswersIt:
    @pytest.fixture
    def district(self, resident):
        district = make_district(code="QN04201M", label="Quartier du Lac")
        make_residence(resident, district)
        return district

    def test_the_need_is_counted_with_its_district_and_nobody(self, pathway, ines, district):
        record_diagnosis(
            pathway=pathway,
            by=ines,
            on=DAY,
            said=[Said("housing", L.BLOCKING, status=S.NO_LOCAL_ANSWER), SHY],
        )
        need = UnmetNeed.objects.get()
        assert (need.need, need.district, need.words) == ("housing", district, "")

    def test_said_again_it_is_not_counted_again(self, pathway, ines, district):
        said = [Said("housing", L.BLOCKING, status=S.NO_LOCAL_ANSWER)]
        record_diagnosis(pathway=pathway, by=ines, on=DAY, said=said)
        UnmetNeed.objects.update(created_at="2026-11-01 12:00+01:00")
        record_diagnosis(pathway=pathway, by=ines, on=DAY + timedelta(days=1), said=said)
        assert UnmetNeed.objects.count() == 1

    def test_following_it_counts_it_too(self, pathway, ines):
        diagnosis = record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[HOUSING])
        follow_obstacle(
            finding=Finding.objects.get(),
            version=diagnosis.version,
            status=S.NO_LOCAL_ANSWER,
            on=DAY,
            by=ines,
        )
        assert UnmetNeed.objects.get().district is None

    def test_when_too_many_arrive_what_she_said_is_kept(self, pathway, ines, territory):
        for number in range(NEEDS_PER_HOUR):
            UnmetNeed.objects.create(territory=territory, need="money", words=f"besoin {number}")
        record_diagnosis(
            pathway=pathway, by=ines, on=DAY, said=[Said("housing", L.BLOCKING, status=S.NO_LOCAL_ANSWER)]
        )
        assert Finding.objects.get().status == S.NO_LOCAL_ANSWER
        assert UnmetNeed.objects.count() == NEEDS_PER_HOUR


class TestFollow:
    @pytest.fixture
    def finding(self, pathway, ines):
        record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[HOUSING])
        return Finding.objects.select_related("diagnosis__pathway").get()

    def follow(self, finding, by, *, status=S.LIFTED, version=1, on=DAY):
        return follow_obstacle(finding=finding, version=version, status=status, on=on, by=by)

    def test_a_frein_is_lifted_on_a_day(self, finding, ines):
        found = self.follow(finding, ines)
        assert (found.status, found.settled_on) == (S.LIFTED, DAY)

    def test_twice_is_once(self, finding, ines):
        self.follow(finding, ines)
        self.follow(finding, ines)
        assert Diagnosis.objects.get().version == 2

    def test_taken_up_again_it_has_no_day_any_more(self, finding, ines):
        self.follow(finding, ines)
        assert self.follow(finding, ines, status=S.ONGOING, version=2).settled_on is None

    def test_changed_meanwhile_it_is_told(self, finding, ines, omar):
        self.follow(finding, omar)
        objections = refused(lambda: self.follow(finding, ines, status=S.ONGOING))
        assert objections == [SaveObjection.CHANGED_MEANWHILE]

    def test_a_day_to_come_or_before_it_was_told_is_refused(self, finding, ines):
        assert refused(lambda: self.follow(finding, ines, on=date(2026, 12, 1))) == [
            ObstacleObjection.IN_THE_FUTURE
        ]
        assert refused(lambda: self.follow(finding, ines, on=date(2026, 11, 19))) == [
            ObstacleObjection.BEFORE_THE_PATHWAY
        ]


def test_a_habilitation_that_ends_closes_freins(pathway, ines, partner):
    record_diagnosis(pathway=pathway, by=ines, on=DAY, said=[HOUSING])
    Partner.objects.filter(pk=partner.pk).update(habilitation_ends_on=DAY)
    ines.refresh_from_db()
    again = type(ines).objects.get(pk=ines.pk)
    assert ObstacleObjection.NOT_SHOWN in refused(
        lambda: record_diagnosis(pathway=pathway, by=again, on=DAY, said=[SHY])
    )
