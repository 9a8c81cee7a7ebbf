"""The rules about the code itself: what we claim of it, kept true."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
)
FILES = [ROOT / line for line in TRACKED.stdout.splitlines() if (ROOT / line).is_file()]
PYTHON = [path for path in FILES if path.suffix == ".py"]
TEXT = [
    path
    for path in FILES
    if path.suffix in {".py", ".md", ".html", ".txt", ".toml", ".in", ".sh", ".js", ".css", ""}
]
OURS = [app for app in apps.get_app_configs() if app.name.startswith("cite.")]


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_python_file_is_too_long_to_be_one_room():
    long = {
        _relative(p): n
        for p in PYTHON
        if (n := p.read_text().count("\n")) > 400 and "migrations" not in p.parts
    }
    assert long == {}


def test_no_drawer_for_everything():
    assert [_relative(p) for p in PYTHON if p.stem in {"utils", "helpers", "common", "misc"}] == []


@pytest.mark.parametrize(
    "address",
    [
        r"https?://(?:\w+\.)*pypi\.\w+",
        r"registry\.npmjs",
        r"files\.pythonhosted",
        r"--(?:extra-)?index-url\s*=?\s*http",
    ],
)
def test_no_address_of_a_registry(address):
    pattern = re.compile(address)
    found = [
        _relative(p) for p in TEXT if p != Path(__file__) and pattern.search(p.read_text(errors="ignore"))
    ]
    assert found == []


def test_a_lock_on_a_row_lets_others_refer_to_it():
    """PostgreSQL checks keys when a transaction ends: a full lock would make two who refer to each other stop."""
    locks = re.compile(r"select_for_update\((?:[^()]|\([^()]*\))*\)")
    found = [
        (_relative(path), lock)
        for path in PYTHON
        if _relative(path).startswith("cite/")
        for lock in locks.findall(path.read_text())
        if "no_key=True" not in lock
    ]
    assert found == []


def test_locks_have_hashes_and_no_address():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        lock = path.read_text()
        assert "://" not in lock
        packages = re.findall(r"^[a-z0-9].*==", lock, re.MULTILINE)
        assert packages
        assert lock.count("\\\n    --hash=sha256:") >= len(packages)


def test_what_a_lock_pins_with_extras_it_pins_without():
    """Pip checks hashes name by name: on a fresh machine, « pydantic » is not « pydantic[email] »."""
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        pins = re.findall(r"^([a-z0-9][\w.-]*)(\[[^]]+\])?==(\S+)", path.read_text(), re.MULTILINE)
        plain = {(name, version) for name, extras, version in pins if not extras}
        assert {(name, version) for name, _extras, version in pins} == plain, path.name


def test_migrations_are_linear_and_named_by_their_purpose():
    for app in OURS:
        names = sorted(p.stem for p in (Path(app.path) / "migrations").glob("[0-9]*.py"))
        assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)], app.name
        assert not [
            name for name in names if "auto" in name or name.endswith("_and_more") or name.endswith("initial")
        ]


def test_verbose_names_are_written_in_lower_case():
    acronyms = (
        "QPV",
        "SIREN",
        "EPCI",
        "INSEE",
        "WKB",
        "SHA",
        "JSON",
        "Cité",
        "URL",
        "URI",
        "SIRET",
        "RNA",
        "SMS",
        "PDF",
    )
    for app in OURS:
        for model in app.get_models():
            names = [
                model._meta.verbose_name,
                *(f.verbose_name for f in model._meta.get_fields() if hasattr(f, "verbose_name")),
            ]
            for name in map(str, names):
                assert name[:1].islower() or name.startswith(acronyms) or name == "ID", (
                    f"{model.__name__}: {name}"
                )


def test_stored_values_are_plain_english():
    for app in OURS:
        for model in app.get_models():
            for field in model._meta.get_fields():
                for value, _label in getattr(field, "flatchoices", None) or ():
                    assert re.fullmatch(r"[a-z0-9_]+", str(value)), f"{model.__name__}.{field.name}: {value}"


def test_the_project_speaks_of_itself_alone():
    machine = re.compile(r"(?<![\w.])/(?:work|farm|root|home/\w+)/|/tmp/bash_jobs")
    assert [
        _relative(p) for p in TEXT if p != Path(__file__) and machine.search(p.read_text(errors="ignore"))
    ] == []


def test_french_uses_typographic_apostrophes():
    straight = re.compile(r"""(?:_\(|translate )["'][^"\n]*\w'\w""")
    found = {
        _relative(p): m.group()
        for p in FILES
        if p.suffix in {".py", ".html"} and (m := straight.search(p.read_text()))
    }
    assert found == {}
