"""What keeps somebody from work: what is known today, day by day, two dates compared, and what answers it."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.directory.enums.standard import Obstacle
from cite.pathways.enums.obstacles import Movement, ObstacleLevel, ObstacleStatus
from cite.pathways.models import Finding, Pathway
from cite.pathways.operations import diagnoses as operations
from cite.pathways.permissions.content import can_write_obstacles
from cite.pathways.queries.obstacles import (
    DatedDiagnosis,
    diagnoses_of,
    home_district,
    present_findings,
    said_of,
)
from cite.pathways.rules.obstacles import MEASURED, YES_OR_NO, Change, Said, compare, is_obstacle, weight
from cite.pathways.web.forms.obstacles import CompareForm, DiagnosisForm, FollowForm
from cite.pathways.web.views.content import ContentForm, ContentPage
from cite.residents.enums.sharing import Part
from cite.ui.components.amounts import ShiftLine
from cite.ui.messages import warn

_HEAVIEST = len(MEASURED) - 1
_MARKS = tuple(rank / _HEAVIEST for rank in range(len(MEASURED)))
_YES_AT = 0.5
_TONES = {
    Movement.LIFTED: "success",
    Movement.BETTER: "success",
    Movement.WORSE: "warning",
    Movement.APPEARED: "warning",
}
_BADGES = {
    ObstacleLevel.WATCH: "info",
    ObstacleLevel.PARTIAL: "warning",
    ObstacleLevel.BLOCKING: "error",
    ObstacleLevel.YES: "info",
}


class KnownObstacle(NamedTuple):
    """A frein as it is known today, and where it leads."""

    label: str
    level: str
    tone: str
    words: str
    status: str
    told: str
    services_url: str
    follow_url: str


class Obstacles(ContentPage):
    """What is known of each frein today, what was said day by day, and two dates side by side."""

    part = Part.OBSTACLES
    title = _("Ce qui freine")
    template_name = "pathways/obstacles.html"

    @cached_property
    def diagnoses(self) -> list[DatedDiagnosis]:
        """Every diagnosis, the last one first."""
        return diagnoses_of(self.pathway)

    def get_context(self) -> dict[str, Any]:
        """Gather what is known, the history, and the comparison of two dates."""
        known = present_findings(self.pathway)
        district = home_district(self.pathway)
        discussed = (known[each.value] for each in Obstacle if each.value in known)
        worst_first = sorted(discussed, key=lambda finding: weight(said_of(finding)) or 0, reverse=True)
        told = [self._known(finding, district) for finding in worst_first]
        return {
            "open": [line for line, finding in told if said_of(finding).is_open],
            "settled": [line for line, finding in told if not said_of(finding).is_open],
            "not_discussed": [str(each.label) for each in Obstacle if each.value not in known],
            "history": [_day(each) for each in self.diagnoses],
            "may_note": bool(can_write_obstacles(self.request.user, self.pathway)),
            "refer_url": f"{reverse('referrals:send')}?habitant={self.pathway.resident.uuid}",
            **self._comparison(),
        }

    def _known(self, finding: Finding, district: str) -> tuple[KnownObstacle, Finding]:
        criteria = {"besoin": finding.obstacle} | ({"quartier": district} if district else {})
        line = KnownObstacle(
            label=str(finding.get_obstacle_display()),
            level=str(finding.get_level_display()),
            tone=_BADGES.get(ObstacleLevel(finding.level), "success"),
            words=finding.words,
            status=str(finding.get_status_display()),
            told=_now("Dit le %(day)s") % {"day": f"{finding.diagnosis.on:%d/%m/%Y}"},
            services_url=f"{reverse('directory:search-services')}?{urlencode(criteria)}",
            follow_url=self.page("obstacle-follow", finding.uuid) if is_obstacle(finding.level) else "",
        )
        return line, finding

    def _comparison(self) -> dict[str, Any]:
        """Compare the two dates of the address, or the first and the last."""
        if len(self.diagnoses) < 2:
            return {"compare": None, "shifts": []}
        by_uuid = {str(each.diagnosis.uuid): each for each in self.diagnoses}
        first = by_uuid.get(self.request.GET.get("avant", ""), self.diagnoses[-1])
        second = by_uuid.get(self.request.GET.get("apres", ""), self.diagnoses[0])
        chosen = {"avant": str(first.diagnosis.uuid), "apres": str(second.diagnosis.uuid)}
        return {
            "compare": CompareForm(initial=chosen, diagnoses=self.diagnoses),
            "before_label": f"{first.diagnosis.on:%d/%m/%Y}",
            "after_label": f"{second.diagnosis.on:%d/%m/%Y}",
            "shifts": [_shift(change) for change in compare(first.said, second.said)],
        }


class _ObstaclesForm(ContentForm):
    """A form about freins."""

    part = Part.OBSTACLES
    above = (_("Ce qui freine"), "obstacles")


class NoteObstacles(_ObstaclesForm):
    """Notes what was discussed one day."""

    title = _("Noter ce qui freine")
    template_name = "pathways/diagnosis_form.html"
    form_class = DiagnosisForm
    success_message = _("C’est noté, à votre nom et à cette date.")

    def may(self, pathway: Pathway) -> Decision:
        """Only those who write freins."""
        return can_write_obstacles(self.request.user, pathway)

    def get_initial(self) -> dict[str, Any]:
        """Begin today, with nothing said."""
        return {"on": today()}

    def perform(self, form: DiagnosisForm) -> None:
        """Keep it."""
        read = form.cleaned_data
        operations.record_diagnosis(
            pathway=self.pathway, by=self.by, on=read["on"], said=form.said, project=read["project"]
        )
        warn(self.request, *warnings_in(read["project"], *(said.words for said in form.said)))


class FollowObstacle(_ObstaclesForm):
    """Notes where a frein stands since it was told."""

    lead = _(
        "« Sans solution ici » compte un besoin sans réponse dans ce quartier, sans rien dire de la personne."
    )
    success_message = _("C’est noté.")

    @cached_property
    def finding(self) -> Finding:
        """The frein named in the address."""
        rows = Finding.objects.filter(diagnosis__pathway=self.pathway).select_related("diagnosis__pathway")
        return get_object_or_404(rows, uuid=self.kwargs["part"])

    def may(self, pathway: Pathway) -> Decision:
        """Only those who write freins, about one that was told."""
        return self.finding and can_write_obstacles(self.request.user, pathway)

    def get_title(self) -> str:
        """Name the frein."""
        return str(self.finding.get_obstacle_display())

    def get_form(self) -> FollowForm:
        """Ask where it stands."""
        return FollowForm(**self.get_form_kwargs(), level=self.finding.level)

    def get_initial(self) -> dict[str, Any]:
        """Begin with where it stood, today."""
        return {"status": self.finding.status, "on": today(), "version": self.finding.diagnosis.version}

    def perform(self, form: FollowForm) -> None:
        """Note it."""
        read = form.cleaned_data
        operations.follow_obstacle(
            finding=self.finding,
            version=read["version"],
            status=read["status"],
            on=read["on"],
            by=self.by,
        )


def said_text(said: Said) -> str:
    """Say what was answered: the level, lifted where it was, her words where there are some."""
    if said.status == ObstacleStatus.LIFTED:
        return _now("Levé")
    level = str(ObstacleLevel(said.level).label)
    return _now("%(level)s : « %(words)s »") % {"level": level, "words": said.words} if said.words else level


def _shift(change: Change) -> ShiftLine:
    is_yes_or_no = change.obstacle in YES_OR_NO
    return ShiftLine(
        label=str(change.obstacle.label),
        before=_drawn_at(change.before),
        after=_drawn_at(change.after),
        before_text=said_text(change.before),
        after_text=said_text(change.after),
        text=str(change.movement.label),
        marks=(0.0, _YES_AT) if is_yes_or_no else _MARKS,
        tone=_TONES.get(change.movement, "neutral"),
    )


def _drawn_at(said: Said) -> float | None:
    heavy = weight(said)
    if heavy is None:
        return None
    if said.obstacle in YES_OR_NO:
        return _YES_AT if heavy else 0.0
    return heavy / _HEAVIEST


class Day(NamedTuple):
    """One diagnosis as its history shows it."""

    title: str
    project: str
    items: list[tuple[str, str]]


def _day(dated: DatedDiagnosis) -> Day:
    diagnosis = dated.diagnosis
    words = {"day": f"{diagnosis.on:%d/%m/%Y}", "who": diagnosis.by.user, "partner": diagnosis.by.partner}
    items = []
    for finding in dated.findings:
        status = f" ({finding.get_status_display()})" if finding.status else ""
        items.append((str(finding.get_obstacle_display()), said_text(said_of(finding)) + status))
    return Day(_now("Le %(day)s, par %(who)s (%(partner)s)") % words, diagnosis.project, items)
