"""The book of a committee: 120 files in one PDF, by a worker in a process of its own, with its memory."""

from __future__ import annotations

import sys
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.management import call_command
from django_scopes import scope

from bench.clock import watch
from bench.figures import Figure, Report
from bench.places import ROOT
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.models import User
from cite.accounts.queries import DEMO_DOMAIN
from cite.actors.models import Partner
from cite.actors.permissions.people import memberships_of
from cite.core.dates import now, today
from cite.grants.models import (
    Application,
    Award,
    BudgetLine,
    CallEdition,
    CommitteeBook,
    CommitteeItem,
    CorrectionRound,
    Funder,
    Opinion,
    Pledge,
    ReachedDistrict,
    Remark,
    Review,
)
from cite.grants.operations.books import ask_book
from cite.grants.rules.call_content import grid_from
from cite.meetings.models import Meeting
from cite.tenancy.models import Territory
from cite.territories.models import District

_FILES = 120
_SECONDS, _MEGABYTES = 60, 500
_WORDS = (
    "Les habitants nous disent que les démarches en ligne les découragent, et que la garde des enfants manque. "
    "Les rencontres de l’an passé ont montré qu’un premier contact, chez eux ou au pied de l’immeuble, change tout. "
)
_ACCOUNTS = ("60_supplies", "61_rent", "62_fees", "64_wages")


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Ask for the book as the coordination does, and let a worker make it; there is no peer that does this."""
    territory = loaded_territory()
    call_command("seed_demo", without_residents=True)
    count = min(_FILES, sizes.rows // 50)
    report = Report("book", f"Book of a committee: {count} files, from the launch of the worker to its end")
    with scope(territory=territory):
        sofia = User.objects.get(email=f"sofia.coordination@{DEMO_DOMAIN}")
        meeting = _committee(territory, sofia, count)
        ask_book(meeting=meeting, by=sofia)
        command = [sys.executable, "manage.py", "run_worker", "--until-empty"]
        watched = watch(command, output=settings.DATA_DIR / "worker.txt", cwd=ROOT)
        book = CommitteeBook.objects.select_related("file").get()
        if book.file is None or len(book.files) != count:
            raise RuntimeError("the book is not made")
        report.remarks.append(f"{len(book.files)} files, {book.file.size / 1e6:.1f} MB of PDF")
    report.figures += [
        Figure("the book, from start to end", watched.seconds, "s", target=_SECONDS),
        Figure("processor time of it", watched.cpu_seconds, "s"),
        Figure("peak of memory", watched.peak_mb, "MB", target=_MEGABYTES),
    ]
    return report


def _committee(territory: Territory, by: User, count: int) -> Meeting:
    """Put files as long as real ones on the agenda of a committee, in bulk."""
    model = Application.objects.exclude(deposited_at=None).select_related("partner", "created_by").first()
    edition = CallEdition.objects.select_related("call").get(state="published")
    own = [membership.partner_id for membership in memberships_of(by, territory)]
    partners = list(Partner.objects.exclude(pk__in=own).order_by("pk"))
    answers = model.answers | dict.fromkeys(("need", "objectives", "innovation", "articulation"), _WORDS * 4)
    files = Application.objects.bulk_create(
        Application(
            territory=territory,
            call=edition.call,
            edition=edition,
            partner=partners[number % len(partners)],
            carrier_kind=model.carrier_kind,
            number=f"L-{number:04d}",
            title=f"Aller vers les habitants, étape {number}",
            search_key=f" aller vers {number}",
            state="in_review",
            priorities=["obstacles", "off_radar"],
            answers=answers,
            created_by=model.created_by,
            deposited_at=now(),
        )
        for number in range(count)
    )
    moment = now()
    meeting = Meeting.objects.create(
        territory=territory,
        kind="funders",
        title="Comité",
        organizer=by,
        starts_at=moment,
        ends_at=moment + timedelta(hours=3),
    )
    CommitteeItem.objects.bulk_create(
        CommitteeItem(territory=territory, meeting=meeting, application=file, position=rank)
        for rank, file in enumerate(files, start=1)
    )
    _around(territory, files, by)
    return meeting


def _around(territory: Territory, files: list[Application], by: User) -> None:
    """Give each file districts, money, reviews, opinions, partners, and a correction that was answered."""
    funders = list(Funder.objects.all()[:3])
    districts = list(District.objects.filter(communes__epci_code=territory.epci_code).distinct()[:4])
    marks = {criterion.code: 1 + n % 5 for n, criterion in enumerate(grid_from(files[0].edition.grid))}
    people = list(User.objects.order_by("pk")[:2])
    each = {"territory": territory}
    ReachedDistrict.objects.bulk_create(
        ReachedDistrict(**each, application=f, district=d) for f in files for d in districts
    )
    Award.objects.bulk_create(
        Award(**each, application=f, funder=funder, amount_asked=Decimal(4000))
        for f in files
        for funder in funders
    )
    lines = [
        BudgetLine(**each, application=f, account=key, amount=Decimal(3000))
        for f in files
        for key in _ACCOUNTS
    ]
    lines += [
        BudgetLine(
            **each, application=f, account="74_state", amount=Decimal(4000), funder=funder, status="asked"
        )
        for f in files
        for funder in funders
    ]
    BudgetLine.objects.bulk_create(lines)
    Review.objects.bulk_create(
        Review(
            **each,
            application=f,
            instructor=person,
            side=side,
            conflict="none",
            marks=marks,
            opinion="favorable",
            words=_WORDS,
            submitted_at=now(),
        )
        for f in files
        for person, side in zip(people, ("state", "metropole"), strict=True)
    )
    Opinion.objects.bulk_create(
        Opinion(
            **each,
            application=f,
            asked_by=by,
            name="Commune",
            question="Qu’en dites-vous ?",
            due_on=today(),
            state="given",
            opinion="favorable",
            words=_WORDS,
            given_at=now(),
        )
        for f in files
    )
    Pledge.objects.bulk_create(
        Pledge(**each, application=f, name="Centre social", answer="yes") for f in files
    )
    rounds = CorrectionRound.objects.bulk_create(
        CorrectionRound(**each, application=f, number=1, asked_by=by, asked_at=now(), due_on=today())
        for f in files
    )
    Remark.objects.bulk_create(
        Remark(**each, round=asked, place="need", text="Précisez le besoin.", reply=_WORDS[:200])
        for asked in rounds
    )
