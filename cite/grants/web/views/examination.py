"""Where the examination of a file stands, point by point: what those who review it look for when they open it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.core.dates import today
from cite.grants.enums import OpinionState, PieceVerdict
from cite.grants.models import Application
from cite.grants.permissions.review import sides_required
from cite.grants.queries.admissibility import piece_lines_of, remarks_left
from cite.grants.queries.committee import latest_opinion
from cite.grants.queries.opinions import opinions_on
from cite.grants.queries.reviews import reviews_of
from cite.grants.queries.rulings import points_of
from cite.ui.tables import Column, Table

_WRONG = frozenset({PieceVerdict.MISSING, PieceVerdict.NOT_COMPLIANT})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One point of an examination: its name, where it is dealt with, where it stands, and how good that is."""

    label: str
    page: str
    word: str
    tone: str


def examination_table(application: Application, params: QueryDict) -> Table:
    """List the points of an examination; each leads to its page."""
    return Table(
        [*_checks(application), *_reviews(application), *_after(application)],
        columns=(
            Column(
                key="label",
                label=_("Point"),
                kind="link",
                value=lambda point: point.label,
                href=lambda point: reverse(f"grants:{point.page}", args=[application.uuid]),
            ),
            Column(
                key="word",
                label=_("Où il en est"),
                kind="badge",
                value=lambda point: point.word,
                tone=lambda point: point.tone,
            ),
        ),
        params=params,
        caption=_("Où en est l’examen"),
        prefix="e-",
    )


def _checks(application: Application) -> list[Checkpoint]:
    verdicts = [line.verdict for line in piece_lines_of(application)]
    wrong = sum(verdict in _WRONG for verdict in verdicts)
    unknown = sum(verdict == PieceVerdict.UNKNOWN for verdict in verdicts)
    left = remarks_left(application)
    open_points = sum(not point.is_ruled for point in points_of(application, today()))
    return [
        Checkpoint(_("Pièces"), "admissibility", *_pieces(wrong, unknown)),
        Checkpoint(
            _("Compléments"),
            "corrections",
            *_left(left, ngettext("%(n)s remarque à régler", "%(n)s remarques à régler", left)),
        ),
        Checkpoint(
            _("Points à décider"),
            "rulings",
            *_left(open_points, ngettext("%(n)s à décider", "%(n)s à décider", open_points)),
        ),
    ]


def _pieces(wrong: int, unknown: int) -> tuple[str, str]:
    if wrong:
        said = ngettext("%(n)s manquante ou à remplacer", "%(n)s manquantes ou à remplacer", wrong)
        return said % {"n": wrong}, "warning"
    if unknown:
        return ngettext("%(n)s à vérifier", "%(n)s à vérifier", unknown) % {"n": unknown}, "info"
    return _("Toutes conformes"), "success"


def _left(count: int, said: str) -> tuple[str, str]:
    return (said % {"n": count}, "warning") if count else (_("Rien à régler"), "success")


def _reviews(application: Application) -> list[Checkpoint]:
    """Say who reviews for each side, and whether it is given; never how it was marked."""
    found = {review.side: review for review in reviews_of(application)}
    points = []
    for side in sides_required(application):
        label, review = _("Instruction pour %(side)s") % {"side": side.label}, found.get(side)
        if review is None:
            points.append(Checkpoint(label, "reviews", _("Sans instructeur"), "neutral"))
            continue
        is_given = review.submitted_at is not None
        word = _("%(who)s : rendue") if is_given else _("%(who)s : en cours")
        tone = "success" if is_given else "info"
        points.append(Checkpoint(label, "reviews", word % {"who": review.instructor}, tone))
    return points


def _after(application: Application) -> list[Checkpoint]:
    states = [opinion.state for opinion in opinions_on(application)]
    awaited = states.count(OpinionState.ASKED)
    given = states.count(OpinionState.GIVEN)
    said = _("%(given)s rendus, %(awaited)s attendus") % {"given": given, "awaited": awaited}
    advised = latest_opinion(application)
    return [
        Checkpoint(
            _("Avis demandés"),
            "opinions",
            said if states else _("Aucun"),
            "info" if awaited else "neutral",
        ),
        Checkpoint(
            _("Avis du comité"),
            "decisions",
            str(advised.get_outcome_display()) if advised else _("Pas encore rendu"),
            "success" if advised else "neutral",
        ),
    ]
