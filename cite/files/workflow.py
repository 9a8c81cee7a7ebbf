"""The quarantine of an upload, as a table."""

from cite.core.workflow import Workflow, arrow
from cite.files.enums import ScanState

SCAN = Workflow(
    states=tuple(ScanState.values),
    transitions=(
        arrow("quarantine", ScanState.NOT_SCANNED, ScanState.WAITING),
        arrow("clear", ScanState.WAITING, ScanState.CLEAN),
        arrow("condemn", ScanState.WAITING, ScanState.INFECTED),
        arrow("give_up", ScanState.WAITING, ScanState.UNSCANNABLE),
    ),
)
