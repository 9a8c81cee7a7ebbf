"""The application that declares the tests' kind of import in the worker processes that tests start."""

from django.apps import AppConfig


class TestImports(AppConfig):
    name = "tests.imports"
    label = "test_imports"

    def ready(self) -> None:
        from cite.imports.ports import register
        from tests.factories.imports import Greetings

        register(Greetings())
