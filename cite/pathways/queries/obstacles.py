"""What was said of freins: day by day, and what is known today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cite.pathways.enums.obstacles import ObstacleLevel
from cite.pathways.models import Diagnosis, Finding, Pathway
from cite.pathways.rules.obstacles import Said
from cite.residents.models import Residence


@dataclass(frozen=True, slots=True)
class DatedDiagnosis:
    """One diagnosis with what was said that day."""

    diagnosis: Diagnosis
    findings: tuple[Finding, ...]

    @property
    def said(self) -> dict[str, Said]:
        """What was said, by frein."""
        return {finding.obstacle: said_of(finding) for finding in self.findings}


def said_of(finding: Finding) -> Said:
    """Read a row as the rules do."""
    return Said(finding.obstacle, finding.level, finding.words, finding.status)


def said_in(diagnosis: Diagnosis) -> dict[str, Said]:
    """Tell what was said in one diagnosis."""
    return {each.obstacle: said_of(each) for each in Finding.objects.filter(diagnosis=diagnosis)}


def diagnoses_of(pathway: Pathway) -> list[DatedDiagnosis]:
    """List the diagnoses of a pathway, the last one first. Two queries."""
    rows = Diagnosis.objects.filter(pathway=pathway)
    diagnoses = list(rows.select_related("by__user", "by__partner__organization"))
    findings = defaultdict(list)
    for finding in Finding.objects.filter(diagnosis__pathway=pathway):
        findings[finding.diagnosis_id].append(finding)
    return [DatedDiagnosis(each, tuple(findings[each.pk])) for each in diagnoses]


def present_findings(pathway: Pathway) -> dict[str, Finding]:
    """Tell the last word on each frein of a pathway: not spoken of again stays known. One query."""
    return present_findings_of([pathway.pk]).get(pathway.pk, {})


def present_findings_of(pathways: Iterable[int]) -> dict[int, dict[str, Finding]]:
    """The same for many pathways, by their numbers. One query."""
    rows = Finding.objects.filter(diagnosis__pathway__in=list(pathways))
    rows = rows.exclude(level=ObstacleLevel.NOT_DISCUSSED).select_related("diagnosis")
    known: dict[int, dict[str, Finding]] = defaultdict(dict)
    for finding in rows.order_by("diagnosis__on", "diagnosis_id", "pk"):
        known[finding.diagnosis.pathway_id][finding.obstacle] = finding
    return known


def home_district(pathway: Pathway) -> str:
    """Tell the code of the priority district where she lives today; empty where she lives in none, or nobody knows."""
    homes = Residence.objects.filter(resident=pathway.resident_id, until=None, district__isnull=False)
    return homes.values_list("district__code", flat=True).first() or ""
