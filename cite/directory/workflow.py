"""The lives of the directory, as tables: from, to, who."""

from cite.core.workflow import Workflow, arrow
from cite.directory.enums.imports import ImportState as I

IMPORT = Workflow(
    states=tuple(I),
    transitions=(
        arrow("begin", (I.WAITING, I.RUNNING), I.RUNNING),  # again, where a worker was killed
        arrow("finish", I.RUNNING, I.DONE),
        arrow("fail", (I.WAITING, I.RUNNING), I.FAILED),
    ),
)
