"""The requests to complete a file, and where each remark stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cite.grants.enums import Step
from cite.grants.models import Application, CorrectionRound, Remark
from cite.grants.queries.applications import field_path
from cite.grants.rules import corrections as rules
from cite.grants.rules.call_content import pieces_from
from cite.grants.rules.questions import asked_of


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark, the words of the place it is about, and where its carrier corrects it."""

    remark: Remark
    place: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A request, and its remarks."""

    round: CorrectionRound
    remarks: tuple[RemarkLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether the carrier's answer is awaited."""
        return self.round.answered_at is None


def places_of(application: Application) -> dict[str, str]:
    """Map every place of a file where a remark may be put to the words people read."""
    words = {
        rules.WHOLE: _("Tout le dossier"),
        rules.BUDGET: _("Le budget"),
        rules.DISTRICTS: _("Les quartiers touchés"),
        rules.PARTNERS: _("Les partenaires"),
    }
    known = rules.known_places(application.carrier_kind, list(pieces_from(application.edition.pieces)))
    return {
        place: words.get(place) or (_("Pièce : %s") % label if place.startswith("piece_") else label)
        for place, label in known.items()
    }


def open_round(application: Application) -> CorrectionRound | None:
    """Find the request whose answer is awaited."""
    return CorrectionRound.objects.filter(application=application, answered_at=None).first()


def rounds_of(application: Application) -> list[RoundLine]:
    """List the requests made about a file, the newest first."""
    places = places_of(application)
    paths = paths_of(application)
    rounds = list(CorrectionRound.objects.filter(application=application).select_related("asked_by"))
    remarks: dict[int, list[RemarkLine]] = {line.pk: [] for line in rounds}
    for remark in Remark.objects.filter(round__in=rounds):
        remarks[remark.round_id].append(
            RemarkLine(remark, places.get(remark.place, remark.place), paths.get(remark.place, ""))
        )
    return [RoundLine(line, tuple(remarks[line.pk])) for line in rounds]


def remarks_on(application: Application, step: Step) -> list[RemarkLine]:
    """List the remarks of the request in progress that are about a step, in the order of the file."""
    current = open_round(application)
    if current is None:
        return []
    found: dict[str, list[Remark]] = {}
    for remark in Remark.objects.filter(round=current):
        found.setdefault(remark.place, []).append(remark)
    paths, places = paths_of(application), places_of(application)
    return [
        RemarkLine(remark, places[place], paths[place])
        for place in places
        if rules.step_of(place) == step
        for remark in found.get(place, ())
    ]


def paths_of(application: Application) -> dict[str, str]:
    """Map every place of a file to the page, and the field, where its carrier writes it."""
    args = [application.uuid]
    found = {
        rules.WHOLE: reverse("grants:writing", args=args),
        rules.BUDGET: reverse("grants:budget", args=args),
        rules.DISTRICTS: reverse("grants:districts", args=args),
        rules.PARTNERS: reverse("grants:partners", args=args),
    }
    found |= {str(q.key): field_path(application, q) for q in asked_of(application.carrier_kind)}
    documents = reverse("grants:pieces", args=args)
    for piece in pieces_from(application.edition.pieces):
        found[rules.piece_place(piece.code)] = f"{documents}#piece-{piece.code}"
    return found
