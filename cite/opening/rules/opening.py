"""What makes an opening possible: each step checked alone, and everything together at the end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from stdnum.fr import siren

from cite.core.decisions import Decision, unless
from cite.core.text import search_key
from cite.opening.enums import OpeningObjection

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
_SLUG_MAX = 50


@dataclass(frozen=True, slots=True)
class Installation:
    """What is already there: codes, identifiers and hosts of the other Cités, and the hosts the server answers to.

    An empty host means a Cité that has none; `served_hosts` are patterns, « .gouv.fr » or « * ».
    """

    epci_codes: Collection[str] = ()
    slugs: Collection[str] = ()
    hosts: tuple[str, ...] = ()
    served_hosts: tuple[str, ...] = ("*",)

    @property
    def lacks_a_host(self) -> bool:
        """Whether a Cité answers to every address: a second one would hide it."""
        return "" in self.hosts


def slug_of(name: str) -> str:
    """Make an identifier of a name."""
    return search_key(name).replace(" ", "-")[:_SLUG_MAX].strip("-")


def check_territory(
    *, name: str, slug: str, epci_code: str, host: str, other_host: str, there: Installation
) -> Decision:
    """Say what stands against a territory as typed; `other_host` is for the Cité that has none yet."""
    return (
        unless(bool(search_key(name)), OpeningObjection.NAME_MISSING)
        & _check_epci(epci_code, there)
        & unless(slug not in there.slugs, OpeningObjection.SLUG_TAKEN)
        & _check_hosts(host, other_host, there)
    )


def check_people(*, organizations: Iterable[str], addresses: Iterable[str]) -> Decision:
    """Ask for both co-pilots, each with an organization and an address of their own."""
    given = [address.strip().lower() for address in addresses]
    known = [address for address in given if address]
    return unless(
        all(given) and all(search_key(name) for name in organizations), OpeningObjection.CO_PILOT_MISSING
    ) & unless(len(known) == len(set(known)), OpeningObjection.SAME_ADDRESS)


def is_served(host: str, served_hosts: Iterable[str]) -> bool:
    """Whether the server answers to a host; « .example.org » stands for every name below it."""
    return any(
        pattern in ("*", host) or (pattern.startswith(".") and f".{host}".endswith(pattern))
        for pattern in served_hosts
    )


def _check_epci(code: str, there: Installation) -> Decision:
    if not code:
        return Decision((OpeningObjection.EPCI_MISSING,))
    return unless(siren.is_valid(code), OpeningObjection.EPCI_UNKNOWN) & unless(
        code not in there.epci_codes, OpeningObjection.EPCI_TAKEN
    )


def _check_hosts(host: str, other_host: str, there: Installation) -> Decision:
    if not there.hosts and not host:
        return Decision()
    needed = [host, other_host] if there.lacks_a_host else [host]
    typed = [name for name in needed if name]
    taken = any(name in there.hosts for name in typed) or len(set(typed)) < len(typed)
    well_formed = all(_HOST.fullmatch(name) for name in typed)
    return (
        unless(all(needed), OpeningObjection.HOST_NEEDED)
        & unless(well_formed, OpeningObjection.HOST_MALFORMED)
        & unless(not taken, OpeningObjection.HOST_TAKEN)
        & unless(
            not well_formed or all(is_served(name, there.served_hosts) for name in typed),
            OpeningObjection.HOST_NOT_SERVED,
        )
    )
