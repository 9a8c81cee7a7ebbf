"""The benchmarks run and say what they are made to say. No test depends on a time."""

import json
import subprocess
import sys

import pytest

from bench.figures import Figure, Report
from tests.paths import SHARED_DATA

MEASURES = {
    "points": {"in or out, points prebuilt", "metres to the limit, exact to 100 m"},
    "answers": {"locate(point), p50", "locate(point), p99"},
    "lists": {"from start to end", "peak of memory"},
    "addresses": {"a batch", "right, every class"},
    "pages": {"GET /", "GET /carte/", "POST /adresse/, an address", "GET /api/v1/status"},
    "search": {"two words (coordination)", "a number (member)"},
    "texts": {
        "texts written",
        "a common word",
        "a word and two filters",
        "everything open now and near, and the counts of a page",
        "a beginning, after another word",
    },
    "log-ins": {"attempts that cost a hash", "refused at once", "a refusal, p95"},
    "journal": {"added to a page that reads, p95", "added to an operation, p95", "sealed", "verified"},
    "outbox": {"messages written, 100 a transaction", "messages sent and noted"},
    "files": {"the list", "the list, by words", "the list, by amount asked", "an answer saved"},
    "book": {"the book, from start to end", "peak of memory"},
    "directories": {"the first import", "the same files again", "peak of memory, the first import"},
    "overlaps": {"every pair, explained", "asked again, p95", "one pair, p95"},
    "pathways": {
        "the signs of every open pathway",
        "a year tried again",
        "a pathway",
        "the worklist of a professional",
        "the home page, with what awaits her",
        "the list of a professional",
        "the list of a structure",
        "what waits in each structure",
        "pathways without a referent",
        "the home page of the coordination",
    },
}

UNPROMISED = {"outbox"}
"""Measured to be known: nobody asked for a number."""


@pytest.mark.slow
def test_every_benchmark_measures_what_was_promised(tmp_path):
    output = tmp_path / "latest.json"
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--no-peers", "--output", str(output)],
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    reports = {report["name"]: report for report in json.loads(output.read_text())["reports"]}
    assert list(reports) == list(MEASURES)
    for name, report in reports.items():
        assert report["title"] in done.stdout
        if name == "points" and not SHARED_DATA.is_dir():
            assert "not on this machine" in report["missing"][0]
            continue
        figures = {figure["measure"]: figure for figure in report["figures"]}
        assert figures.keys() >= MEASURES[name]
        assert all(figure["ours"] > 0 for figure in figures.values())
        assert any(figure["target"] for figure in figures.values()) or name in UNPROMISED


def test_the_table_says_whether_a_promise_is_kept():
    report = Report("x", "X")
    report.compare("speed", 30, "points/s", {"peer": 10, "other": 60}, more_is_better=True, target=20)
    report.compare("wait", 30, "ms", {"peer": 10}, target=20)
    assert [(f.ratio, f.is_met) for f in report.figures] == [(3, True), (0.5, None), (1 / 3, False)]
    text = report.as_text()
    assert "≥ 20 met" in text
    assert "≤ 20 MISSED" in text


def test_a_disagreement_is_printed():
    report = Report("x", "X")
    report.agree("in or out", {"one": 0, "other": 1})
    assert "one gives the same answers" in report.as_text()
    assert "DISAGREEMENT — in or out: other differs from ours on 1 points" in report.as_text()


def test_what_was_not_measured_has_no_ratio():
    assert Figure("speed", 30, "points/s").as_cells() == ("speed", "30 points/s", "", "", "", "")
