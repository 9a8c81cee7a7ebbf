"""Changes to territories."""

from django.db import transaction

from cite.tenancy.models import Territory


@transaction.atomic
def open_territory(*, name: str, slug: str, epci_code: str, **parameters: object) -> tuple[Territory, bool]:
    """Open a Cité, once: called again, it changes nothing that people may have set since.

    Returns the territory, and whether it was created.
    """
    return Territory.objects.get_or_create(
        epci_code=epci_code, defaults={"name": name, "slug": slug, **parameters}
    )
