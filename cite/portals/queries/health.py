"""Is the service in a state to answer?"""

from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from cite.core.dates import now
from cite.jobs.queries import live_workers


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a load balancer asks before it sends people here."""

    database: bool
    migrated: bool
    worker: bool = False

    @property
    def ready(self) -> bool:
        """Say whether people may be sent here; without a worker, pages still answer."""
        return self.database and self.migrated


def readiness() -> Readiness:
    """Look at what every page needs."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Readiness(database=False, migrated=False)
    if pending:
        return Readiness(database=True, migrated=False)
    return Readiness(database=True, migrated=True, worker=live_workers(now()).exists())
