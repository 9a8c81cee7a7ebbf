"""Write the answers of the golden corpus anew, in a database of its own: `python -m tests.search.write_golden`."""

import json
import os
import tempfile
from pathlib import Path

import django

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/golden.sqlite3"
        django.setup()

        from django.core.management import call_command
        from django_scopes import scope

        from cite.search.operations import index_documents
        from cite.tenancy.models import Territory
        from tests.search.answers import answers
        from tests.search.corpus import CORPUS

        call_command("migrate", verbosity=0)
        cite = Territory.objects.create(name="Exemple", slug="exemple", epci_code="200000000")
        with scope(territory=cite):
            index_documents(territory=cite, kind="service", documents=CORPUS)
            text = json.dumps(answers(), ensure_ascii=False, indent=1)
        (Path(__file__).parent / "golden" / "answers.json").write_text(text + "\n")
