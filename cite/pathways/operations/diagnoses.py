"""Freins: what was discussed one day, and where each stands since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import Refused, require
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.directory.enums.needs import Need
from cite.directory.operations.finding import report_unmet_need
from cite.pathways.enums.content import ContentAct
from cite.pathways.enums.obstacles import ObstacleStatus
from cite.pathways.models import Diagnosis, Finding, Pathway
from cite.pathways.operations.locking import lock_pathway, lock_pathway_that_hears, recount_news
from cite.pathways.permissions.content import can_write_obstacles
from cite.pathways.queries.obstacles import present_findings, said_in
from cite.pathways.rules.obstacles import ENDED, Said, diagnosis_decision, said_decision
from cite.residents.models import Residence


@transaction.atomic
def record_diagnosis(
    *, pathway: Pathway, by: Membership, on: date, said: Iterable[Said], project: str = ""
) -> Diagnosis:
    """Keep what was discussed of her freins one day; sent twice, it is once. What was not discussed is not written.

    Raises:
        Refused: not hers to write, nothing said, or something that may not be kept (health in detail, a level
            where her own words are what counts, a day to come).
    """
    pathway = lock_pathway_that_hears(pathway)
    require(can_write_obstacles(by.user, pathway))
    said, project = list(said), project.strip()
    require(
        diagnosis_decision(said, on=on, today=today(), opened_on=pathway.opened_on, project=project)
        & check_free_text(project, *(each.words for each in said))
    )
    told = {str(each.obstacle): _tidy(each) for each in said if each.is_discussed}
    for same in Diagnosis.objects.filter(pathway=pathway, on=on, by=by, project=project):
        if said_in(same) == told:
            return same
    before = {name: finding.status for name, finding in present_findings(pathway).items()}
    diagnosis = Diagnosis.objects.create(
        territory=pathway.territory, pathway=pathway, on=on, by=by, project=project
    )
    for each in told.values():
        _keep(diagnosis, each, before.get(str(each.obstacle), ""))
    record(ContentAct.DIAGNOSE, by=by.user, target=diagnosis, person=pathway.resident)
    recount_news(pathway)
    return diagnosis


@transaction.atomic
def follow_obstacle(
    *, finding: Finding, version: int, status: ObstacleStatus | str, on: date, by: Membership
) -> Finding:
    """Say where a frein stands since it was told: under way, lifted, given up, nothing here answers it.

    Raises:
        Refused: not hers to write, changed meanwhile, or nothing to follow in what was said.
    """
    pathway = lock_pathway(finding.diagnosis.pathway)
    require(can_write_obstacles(by.user, pathway))
    diagnosis = Diagnosis.objects.get(pk=finding.diagnosis_id)
    finding = Finding.objects.get(pk=finding.pk)
    if finding.status == status:
        return finding  # twice is once
    Diagnosis.locked(pk=diagnosis.pk, version=version)
    said = Said(finding.obstacle, finding.level, finding.words, status)
    require(said_decision(said) & diagnosis_decision([said], on=on, today=today(), opened_on=diagnosis.on))
    before = finding.status
    finding.status = status
    finding.settled_on = on if status in ENDED else None
    finding.save()
    diagnosis.save_next_version()
    _tell_unmet(finding, pathway, before)
    record(
        ContentAct.FOLLOW_OBSTACLE,
        by=by.user,
        target=diagnosis,
        person=pathway.resident,
        changes={"status": (before, str(status))},
    )
    return finding


def _tidy(said: Said) -> Said:
    return Said(str(said.obstacle), str(said.level), said.words.strip(), str(said.status))


def _keep(diagnosis: Diagnosis, said: Said, status_before: str) -> None:
    finding = Finding.objects.create(
        territory=diagnosis.territory,
        diagnosis=diagnosis,
        obstacle=said.obstacle,
        level=said.level,
        words=said.words,
        status=said.status,
        settled_on=diagnosis.on if said.status in ENDED else None,
    )
    _tell_unmet(finding, diagnosis.pathway, status_before)


def _tell_unmet(finding: Finding, pathway: Pathway, status_before: str) -> None:
    """Count a need that nothing answers here, once: a frein and a district, nothing of the person."""
    if finding.status != ObstacleStatus.NO_LOCAL_ANSWER or status_before == ObstacleStatus.NO_LOCAL_ANSWER:
        return
    home = Residence.objects.filter(resident=pathway.resident_id, until=None).select_related("district")
    district = next((each.district for each in home.defer("district__contour")), None)
    try:
        report_unmet_need(
            territory=pathway.territory, need=Need(finding.obstacle).value, district=district, words=""
        )
    except Refused:
        return  # too many needs arrive this hour: what she said is kept all the same
