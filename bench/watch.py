"""Runs one command and writes its seconds and its peak of memory: `watch.py FIGURES OUTPUT COMMAND…`."""

import json
import os
import subprocess
import sys
import time


def main(figures: str, output: str, *command: str) -> int:
    """Run, wait, write."""
    with open(output, "wb") as destination:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=destination)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    with open(figures, "w", encoding="utf-8") as file:
        json.dump(
            {
                "seconds": seconds,
                "cpu_seconds": usage.ru_utime + usage.ru_stime,
                "peak_mb": usage.ru_maxrss / 1024,
            },
            file,
        )
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
