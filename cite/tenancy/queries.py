"""Which territory a request is for."""

from cite.tenancy.models import Territory


def territory_for_host(host: str) -> Territory | None:
    """Resolve the territory from the host name, else the only one there is."""
    territories = list(Territory.objects.all())
    for territory in territories:
        if territory.host and territory.host == host.lower():
            return territory
    return territories[0] if len(territories) == 1 else None
