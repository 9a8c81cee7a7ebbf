"""The background work of the directory."""

from typing import Any

from django_tasks import task

from cite.directory.operations.importing import run_import


@task(takes_context=True)
def import_directory(context: Any, import_id: str) -> None:
    """Read the files of an import that somebody asked."""
    run_import(import_id=import_id, job_id=context.task_result.id)
