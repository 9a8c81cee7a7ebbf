"""Pin under its bare name what a lock pins with extras: pip, when it checks hashes, refuses the name it does not find.

Run by `make lock` after each compilation; run again, it changes nothing.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_PINNED = re.compile(r"^(?P<name>[\w.-]+)\[(?P<extras>[^]]+)\](?P<rest>==\S+.*)$")


def with_plain_pins(lock: str) -> str:
    """Add, before each requirement with extras, the same one without them, with the same hashes."""
    lines = lock.splitlines()
    plain = {line.partition("==")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}
    written: list[str] = []
    for number, line in enumerate(lines):
        found = _PINNED.match(line)
        if found and found["name"] not in plain:
            block = [found["name"] + found["rest"]]
            for following in lines[number + 1 :]:
                if not following.strip().startswith("--hash"):
                    break
                block.append(following)
            block[-1] = block[-1].removesuffix("\\").rstrip()
            written += block
        written.append(line)
    return "\n".join(written) + "\n"


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        path.write_text(with_plain_pins(path.read_text()))
