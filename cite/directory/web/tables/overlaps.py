"""The lists of pairs, of what coincides in one, and of what was said of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.directory.enums.overlaps import Closeness, Standing, Verdict
from cite.directory.models import OverlapVerdict
from cite.directory.queries.overlap_words import headline, side_words, who_words
from cite.directory.queries.overlaps import Pair
from cite.ui.tables import Column, Table

CLOSENESS_TONES: dict[str, str] = {
    Closeness.SAME: "info",
    Closeness.PARTLY: "new",
    Closeness.APART: "neutral",
    Closeness.UNKNOWN: "neutral",
}
STANDING_TONES: dict[str, str] = {
    Standing.OPEN: "neutral",
    Standing.WAITING: "new",
    Standing.AGREED: "success",
    Standing.DISAGREED: "warning",
    Standing.TO_REVIEW: "info",
}
_VERDICT_TONES: dict[str, str] = {
    Verdict.COMPLEMENTARY: "success",
    Verdict.TO_COORDINATE: "info",
    Verdict.DUPLICATE: "warning",
}


def pairs_table(pairs: Sequence[Pair], params: QueryDict) -> Table:
    """List pairs, those that coincide most first; organizations are never counted nor compared."""
    columns = (
        Column(
            key="pair",
            label=_("Propositions"),
            kind="link",
            value=lambda p: f"{p.overlap.one.title} / {p.overlap.other.title}",
            href=lambda p: reverse("directory:overlap", args=p.keys),
        ),
        Column(
            key="carriers",
            label=_("Structures"),
            value=lambda p: f"{p.overlap.one.carrier_name} / {p.overlap.other.carrier_name}",
        ),
        Column(key="what", label=_("Ce qui coïncide"), kind="long", value=lambda p: headline(p.overlap)),
        Column(
            key="standing",
            label=_("Avis"),
            kind="badge",
            value=lambda p: str(p.standing.label),
            tone=lambda p: STANDING_TONES[p.standing],
        ),
    )
    return Table(
        pairs,
        columns=columns,
        params=params,
        caption=_("Propositions qui se recoupent"),
        empty_title=_("Aucun recoupement ici"),
        empty_text=_(
            "Deux propositions se recoupent quand elles ont le même quartier, le même besoin, des publics et des "
            "semaines en commun. Choisissez une autre liste, ou revenez quand l’offre aura changé."
        ),
    )


def explanation_table(lines: Sequence[tuple[str, Closeness, str]], params: QueryDict) -> Table:
    """Explain a pair, dimension by dimension."""
    columns = (
        Column(key="dimension", label=_("On compare"), value=lambda line: line[0]),
        Column(
            key="closeness",
            label=_("Résultat"),
            kind="badge",
            value=lambda line: str(line[1].label),
            tone=lambda line: CLOSENESS_TONES[line[1]],
        ),
        Column(key="sentence", label=_("En clair"), kind="long", value=lambda line: line[2]),
    )
    return Table(lines, columns=columns, params=params, caption=_("Point par point"), prefix="quoi_")


def verdicts_table(
    verdicts: Sequence[OverlapVerdict],
    params: QueryDict,
    *,
    names: tuple[str, str],
    fingerprint: str,
    prefix: str,
    caption: str,
) -> Table:
    """List opinions by their side; the person is in the journal, not here."""

    def words(one: OverlapVerdict) -> str:
        label = str(Verdict(one.verdict).label)
        is_old = bool(fingerprint) and one.fingerprint != fingerprint
        return _now("%(verdict)s, à revoir") % {"verdict": label} if is_old else label

    columns = (
        Column(key="side", label=_("Qui"), value=lambda v: side_words(v.side, names)),
        Column(
            key="verdict",
            label=_("Avis"),
            kind="badge",
            value=words,
            tone=lambda v: _VERDICT_TONES[v.verdict],
        ),
        Column(key="reason", label=_("Pourquoi"), kind="long"),
        Column(key="follow_up", label=_("Suite"), kind="long"),
        Column(key="who", label=_("Par qui"), value=lambda v: who_words(v.who, names)),
        Column(key="until", label=_("Pour le"), kind="date"),
        Column(key="created_at", label=_("Dit le"), kind="date"),
    )
    return Table(
        verdicts,
        columns=columns,
        params=params,
        page_size=50,
        caption=caption,
        prefix=prefix,
        empty_title=_("Personne n’a encore donné son avis"),
        empty_text=_("Le premier avis prévient les autres côtés, qui donnent alors le leur."),
    )
