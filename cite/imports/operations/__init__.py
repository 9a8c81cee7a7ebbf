"""Changes to imports: what people ask (steering), and what background work does (running)."""

from cite.imports.operations.running import expire_imports, run_import
from cite.imports.operations.steering import (
    cancel_import,
    confirm_columns,
    delete_import,
    read_again,
    record_job,
    start_import,
)

__all__ = [
    "cancel_import",
    "confirm_columns",
    "delete_import",
    "expire_imports",
    "read_again",
    "record_job",
    "run_import",
    "start_import",
]
