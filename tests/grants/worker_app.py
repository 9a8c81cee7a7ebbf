"""The application that slows a worker down: something that looks for similar actions elsewhere takes its time."""

import os
import time

from django.apps import AppConfig


class SlowBooks(AppConfig):
    name = "tests.grants"
    label = "test_grants"

    def ready(self) -> None:
        from cite.grants.ports import register_similar

        seconds = float(os.environ.get("SECONDS_PER_FILE", "0"))
        register_similar("slow", lambda actions, *, territory: time.sleep(seconds * len(actions)) or [])
