"""One full answer: the point, the contour, the metres, the commune, the rule and its sentence."""

from __future__ import annotations

from bench.clock import call_times, percentile
from bench.figures import Report
from bench.peers.environment import PeerAbsent
from bench.peers.postgis import IN_OR_OUT, WITH_DISTANCE, postgis
from bench.places import FRANCE, FRANCE_IS_ABSENT, drawn_points
from bench.scratch import contours_on_map, loaded_territory
from bench.sizes import Sizes
from cite.core.dates import today
from cite.territories.enums import Status
from cite.territories.queries.location import locate
from cite.territories.rules.residence import Answer


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Ask one point at a time, the database asked each time whether the map has changed."""
    report = Report("answers", "One full answer, by coordinates")
    if not FRANCE.exists():
        report.missing.append(f"only the districts shipped with the product were used: {FRANCE_IS_ABSENT}")
    territory, contours, on = loaded_territory(), contours_on_map(), today()
    points = drawn_points(contours_on_map(of_territory=True), sizes.answers, near=1)

    def answer(point: list[float]):
        found = locate(territory=territory, on=on, point=(point[0], point[1]))
        answers.append(found)
        return found.sentence

    answers: list[Answer] = []
    asked = points.tolist()
    call_times(answer, asked[:200])
    answers.clear()
    ours = call_times(answer, asked)
    theirs: dict[str, list[float]] = {}
    if with_peers:
        try:
            with postgis(contours) as peer:
                report.versions["PostGIS"] = peer.version
                theirs["PostGIS, in or out only"], _ = peer.one_by_one(IN_OR_OUT, points)
                theirs["PostGIS, in or out and metres"], found = peer.one_by_one(WITH_DISTANCE, points)
            report.agree("answers", {"PostGIS": _contradictions(answers, found)})
        except PeerAbsent as reason:
            report.missing.append(f"PostGIS: {reason}")
    for percent, promise in ((50, {"target": 150}), (99, {})):
        rates = {peer: 1e6 * percentile(times, percent) for peer, times in theirs.items()}
        report.compare(f"locate(point), p{percent}", 1e6 * percentile(ours, percent), "µs", rates, **promise)
    report.remarks.append(
        f"{len(contours):,} districts, {len(points):,} points around those of the Cité; "
        "ours asks the database for the version of the map each time, "
        "and adds the commune, the rule, the sentence; the peer is prepared, on a local socket"
    )
    return report


def _contradictions(answers: list[Answer], found: list[tuple]) -> int:
    """Count the answers that the peer denies: inside for one, and neither inside nor to verify for the other."""
    return sum(
        answer.status != Status.TO_VERIFY and answer.is_inside != (rank is not None)
        for answer, (rank, *_) in zip(answers, found, strict=True)
    )
