"""Runs the jobs that the site enqueues."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cite.jobs.management.worker import WorkerProcess


class Command(BaseCommand):
    """`manage.py run_worker`: run as many as you like; none does the same job twice at once."""

    help = "Exécute les travaux en arrière-plan, jusqu’à SIGTERM ou Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--queue", default="", help="Seulement cette file (par défaut : toutes).")
        parser.add_argument("--concurrency", type=int, default=1, help="Travaux menés de front (1).")
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--once", action="store_true", help="S’arrêter après un travail au plus.")
        mode.add_argument("--until-empty", action="store_true", help="S’arrêter quand plus rien n’attend.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop; a second Ctrl-C stops at once, and the leases expire by themselves."""
        worker = WorkerProcess(
            queue=options["queue"],
            concurrency=max(1, options["concurrency"]),
            until_empty=options["until_empty"],
            once=options["once"],
        )

        def stop(number: int, frame: object) -> None:
            self.stderr.write("Arrêt demandé : le travail en cours se termine ou retourne dans la file.")
            signal.signal(number, signal.SIG_DFL)
            worker.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        self.stderr.write(f"Exécutant {worker.name} : prêt.")
        worker.run()
