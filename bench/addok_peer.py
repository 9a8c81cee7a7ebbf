"""The peer of bench/addresses.py: addok with its French plugins, run by its own interpreter.

    ADDOK_PYTHON=/path/to/venv/bin/python   # pip install addok addok-fr addok-france addok-csv 'redis<7'

Its answers are compared with ours by bench/addresses.py; default settings plus the French processors.
"""

import json
import os
import sys
import time
from itertools import islice
from pathlib import Path

CONFIG = """
QUERY_PROCESSORS_PYPATHS = [
    "addok.helpers.text.check_query_length", "addok_france.extract_address", "addok_france.clean_query",
    "addok_france.remove_leading_zeros",
]
PROCESSORS_PYPATHS = [
    "addok.helpers.text.tokenize", "addok.helpers.text.normalize", "addok_france.glue_ordinal",
    "addok_france.fold_ordinal", "addok_france.flag_housenumber", "addok.helpers.text.synonymize",
    "addok_fr.phonemicize",
]
SEARCH_RESULT_PROCESSORS_PYPATHS = [
    "addok.helpers.results.match_housenumber", "addok_france.make_labels",
    "addok.helpers.results.score_by_importance", "addok.helpers.results.score_by_autocomplete_distance",
    "addok.helpers.results.score_by_ngram_distance", "addok.helpers.results.score_by_geo_distance",
    "addok.helpers.results.adjust_scores",
]
BATCH_WORKERS = 1
"""


def main(folder):
    """Index ``documents.ndjson``, search ``queries.ndjson`` one by one, write ``answers.ndjson``."""
    folder = Path(folder)
    (folder / "addok_config.py").write_text(CONFIG)
    os.environ["ADDOK_CONFIG_MODULE"] = str(folder / "addok_config.py")
    # addok is only in its own environment, and reads its settings when imported.
    from addok.batch import process_documents  # noqa: PLC0415
    from addok.config import config  # noqa: PLC0415
    from addok.core import Search  # noqa: PLC0415

    config.load()
    started = time.perf_counter()
    with (folder / "documents.ndjson").open() as lines:
        while chunk := list(islice(lines, 1000)):
            process_documents(*chunk)
    built = time.perf_counter() - started
    with (folder / "queries.ndjson").open() as lines, (folder / "answers.ndjson").open("w") as output:
        output.write(json.dumps({"build_seconds": built}) + "\n")
        for line in lines:
            started = time.perf_counter()
            found = Search(limit=1, autocomplete=False)(json.loads(line))
            answer = {"seconds": time.perf_counter() - started}
            if found:
                best = found[0]
                answer |= {
                    "number": str(getattr(best, "housenumber", "") or ""),
                    "street": best._doc["name"],
                    "commune_code": best._doc["citycode"],
                }
            output.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
