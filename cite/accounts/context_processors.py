"""What the pages about signing in know."""

from django.conf import settings
from django.http import HttpRequest

from cite.accounts.queries import DemoAccount, demo_accounts_by_group


def signing_in(request: HttpRequest) -> dict[str, object]:
    """Offer the demonstration's people and ProConnect, asked only by the page that shows them."""

    def groups() -> list[tuple[str, list[DemoAccount]]]:
        return demo_accounts_by_group(getattr(request, "territory", None))

    return {"demo_groups": groups, "has_proconnect": bool(settings.PROCONNECT["url"])}
