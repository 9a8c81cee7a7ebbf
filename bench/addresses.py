"""The embedded geocoder: addresses a second, right answers by class of mistake, and addok beside it.

    python -m bench.addresses [--addresses 200000] [--per-class 200] [--peer-queries 1000]

addok runs where ADDOK_PYTHON names an interpreter that has it (see bench/addok_peer.py) and redis-server
is installed; else the line says why not. No test depends on these figures.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from statistics import median, quantiles

import django

THRESHOLDS = (0.70, 0.75, 0.80, 0.85, 0.90)
TYPED = [
    "12 rue de la rep",
    "8 av du gen",
    "3 place jean jau",
    "rue des lil",
    "12 rue de la republique saint et",
]
PEER = Path(__file__).with_name("addok_peer.py")


def say(name, **figures):
    """Print one line for people and programs."""
    print(json.dumps({"bench": f"addresses: {name}"} | figures, ensure_ascii=False), flush=True)


def memory_mb():
    """Return the most memory this process has held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def is_right(query, number, street, commune_code):
    """Tell whether an answer has the right number, street and commune."""
    truth = f"{query.number} {query.suffix}".strip(), query.street, query.commune_code
    return (number, street, commune_code) == truth


class Bench:
    """One index in a temporary folder, one set of queries, every engine on them."""

    def __init__(self, folder, options):
        # Django must be set up before anything of the product is imported.
        from django.conf import settings  # noqa: PLC0415

        from bench import noisy_addresses, synthetic_ban  # noqa: PLC0415
        from cite.territories.operations.addresses import import_addresses  # noqa: PLC0415
        from cite.territories.queries import geocoding  # noqa: PLC0415
        from cite.territories.rules.addresses import AddressQuery  # noqa: PLC0415

        settings.ADDRESS_INDEX_DIR = folder / "addresses"
        settings.GEOPLATEFORME_URL = ""
        self.folder = folder
        self.geocoding = geocoding
        self.ask = AddressQuery
        extract = folder / "adresses-42.csv.gz"
        synthetic_ban.write_extract(extract, options.addresses)
        self.rows = list(synthetic_ban.extract_rows(options.addresses))
        before = memory_mb()
        started = time.perf_counter()
        import_addresses(source=str(extract))
        size = (settings.ADDRESS_INDEX_DIR / "42.sqlite3").stat().st_size
        say(
            "index",
            addresses=len(self.rows),
            seconds=round(time.perf_counter() - started, 2),
            megabytes=round(size / 1e6, 1),
            memory_mb_before=before,
            memory_mb_after=memory_mb(),
        )
        self.noisy = noisy_addresses.noisy_queries(self.rows, options.per_class)
        self.placeless = noisy_addresses.placeless_queries(self.rows)
        self.false = noisy_addresses.elsewhere_queries(self.rows) + noisy_addresses.unknown_queries(self.rows)

    def answers(self, queries):
        """Return the answers to some queries and the CPU seconds they took."""
        started = time.process_time()
        found = self.geocoding.geocode_many([self.ask(query.text) for query in queries])
        return found, time.process_time() - started

    def right(self, query, candidates):
        """Tell whether the first candidate is the truth of the query."""
        if not is_sure(candidates, 0):
            return False
        best = candidates[0]
        place = f" {best.postcode} {best.commune_name}"
        truth = f"{query.number} {query.suffix}".strip() + f" {query.street}{place}"
        return best.label == truth and best.commune_code == query.commune_code

    def batch(self):
        """Measure the speed of a batch and what it gets right."""
        _, cold = self.answers(self.noisy)
        found, warm = self.answers(self.noisy)
        by_class = defaultdict(list)
        for query, candidates in zip(self.noisy, found, strict=True):
            by_class[query.kind].append(self.right(query, candidates))
        total = [right for rights in by_class.values() for right in rights]
        for kind, rights in by_class.items():
            say(f"right, {kind}", queries=len(rights), percent=percent(rights))
        ours = {"right_percent": percent(total), "per_second": round(len(total) / warm)}
        say(
            "batch",
            queries=len(total),
            **ours,
            per_second_cold=round(len(total) / cold),
            memory_mb=memory_mb(),
        )
        same = [self.noisy[0]] * 10_000
        _, seconds = self.answers(same)
        say("10,000 identical rows", seconds=round(seconds, 4))
        return ours, found

    def thresholds(self, found):
        """Print what each threshold lets through: right, wrong, and false by construction."""
        false, _ = self.answers(self.false)
        placeless, _ = self.answers(self.placeless)
        for least in THRESHOLDS:
            kept = [self.right(q, c) for q, c in zip(self.noisy, found, strict=True) if is_sure(c, least)]
            wrong = defaultdict(int)
            for query, candidates in zip(self.false, false, strict=True):
                wrong[query.kind] += is_sure(candidates, least)
            wrong["no place at all"] = sum(
                not self.right(q, c)
                for q, c in zip(self.placeless, placeless, strict=True)
                if is_sure(c, least)
            )
            say(
                f"threshold {least}",
                precision_percent=percent(kept),
                recall_percent=round(100 * sum(kept) / len(self.noisy), 2),
                false_answers=dict(wrong),
                false_queries=len(self.false) + len(self.placeless),
            )

    def typing(self):
        """Measure proposals while somebody types."""
        times = []
        for _ in range(20):
            for typed in TYPED:
                started = time.perf_counter()
                self.geocoding.search_addresses(typed, limit=5, online=False)
                times.append(1000 * (time.perf_counter() - started))
        say("while typing", p50_ms=round(median(times), 2), p99_ms=round(quantiles(times, n=100)[98], 2))

    def one_by_one(self, count):
        """Measure single look-ups in the order a peer gets them."""
        queries = spread(self.noisy, count)
        times, rights = [], []
        for query in queries:
            started = time.perf_counter()
            [found] = self.geocoding.geocode_many([self.ask(query.text)])
            times.append(1000 * (time.perf_counter() - started))
            rights.append(self.right(query, found))
        figures = timing(times, rights)
        say("one by one", queries=len(queries), **figures)
        return figures

    def addok(self, count, ours):
        """Run addok on the same extract and the same queries, and print the ratios."""
        interpreter = os.environ.get("ADDOK_PYTHON", "")
        if not interpreter or not shutil.which("redis-server"):
            why = "ADDOK_PYTHON is not set" if not interpreter else "redis-server is not installed"
            say("addok", skipped=why)
            return
        queries = spread(self.noisy, count)
        write_lines(self.folder / "documents.ndjson", addok_documents(self.rows))
        write_lines(self.folder / "queries.ndjson", (query.text.replace("\n", " ") for query in queries))
        with redis(self.folder) as environment:
            done = subprocess.run(
                [interpreter, str(PEER), str(self.folder)], env=environment, capture_output=True, text=True
            )
        if done.returncode:
            say("addok", skipped=done.stderr.strip().splitlines()[-1:])
            return
        head, *answers = map(json.loads, (self.folder / "answers.ndjson").read_text().splitlines())
        rights = [
            is_right(query, answer.get("number"), answer.get("street"), answer.get("commune_code"))
            for query, answer in zip(queries, answers, strict=True)
        ]
        figures = timing([1000 * answer["seconds"] for answer in answers], rights)
        say("addok", queries=len(queries), build_seconds=round(head["build_seconds"], 1), **figures)
        say(
            "ours against addok",
            times_faster_p50=round(figures["p50_ms"] / ours["p50_ms"], 1),
            times_faster_p99=round(figures["p99_ms"] / ours["p99_ms"], 1),
            right_points=round(ours["right_percent"] - figures["right_percent"], 1),
        )


def is_sure(candidates, least):
    """Tell whether the product would take the first candidate without a check."""
    return bool(candidates) and candidates[0].kind == "housenumber" and candidates[0].score >= least


def percent(rights):
    """Return the share of true values, in percent."""
    return round(100 * sum(rights) / len(rights), 2) if rights else None


def timing(times, rights):
    """Return the figures of single look-ups."""
    return {
        "right_percent": percent(rights),
        "p50_ms": round(median(times), 3),
        "p99_ms": round(quantiles(times, n=100)[98], 3),
    }


def spread(queries, count):
    """Return ``count`` queries taken evenly over the classes."""
    step = max(1, len(queries) // count)
    return queries[::step][:count]


def write_lines(path, values):
    """Write values as JSON lines."""
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values))


def addok_documents(rows):
    """Yield the streets of an extract as addok wants them."""
    for identity, group in groupby(rows, key=lambda row: row["id_fantoir"]):
        group = list(group)
        first = group[0]
        yield {
            "_id": identity, "id": identity, "type": "street", "name": first["nom_voie"],
            "postcode": first["code_postal"], "city": first["nom_commune"], "citycode": first["code_insee"],
            "lon": float(first["lon"]), "lat": float(first["lat"]), "importance": 0.5,
            "housenumbers": {
                f"{row['numero']} {row['rep']}".strip(): {"lon": float(row["lon"]), "lat": float(row["lat"])}
                for row in group
            },
        }  # fmt: skip


@contextmanager
def redis(folder):
    """Run a Redis of our own on a socket of the folder, and stop it."""
    socket = folder / "redis.sock"
    server = subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 10
        while not socket.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        yield os.environ | {"REDIS_SOCKET": str(socket)}
    finally:
        server.terminate()
        server.wait()


def main(arguments=None):
    """Run everything in a temporary folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--addresses", type=int, default=200_000)
    parser.add_argument("--per-class", type=int, default=200)
    parser.add_argument("--peer-queries", type=int, default=1000)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    with tempfile.TemporaryDirectory(prefix="bench-addresses-") as folder:
        bench = Bench(Path(folder), options)
        _, found = bench.batch()
        bench.thresholds(found)
        bench.typing()
        bench.addok(options.peer_queries, bench.one_by_one(options.peer_queries))


if __name__ == "__main__":
    main()
