"""The life of an import, from the file brought to its deletion. Who may take the arrows: its owner."""

from cite.core.workflow import Workflow, arrow
from cite.imports.enums import DraftState as S

IMPORT = Workflow(
    states=tuple(S),
    transitions=(
        arrow("confirm", S.UPLOADED, S.CONFIRMED),
        arrow("begin", (S.CONFIRMED, S.RUNNING), S.RUNNING),  # again, when a worker was killed
        arrow("finish", S.RUNNING, S.DONE),
        arrow("fail", (S.CONFIRMED, S.RUNNING), S.FAILED),
        arrow("cancel", (S.CONFIRMED, S.RUNNING), S.CANCELED),
        arrow("expire", (S.UPLOADED, S.CONFIRMED, S.RUNNING, S.DONE, S.FAILED, S.CANCELED), S.EXPIRED),
    ),
)
WAITING = frozenset({S.CONFIRMED, S.RUNNING})  # in the hands of background work
