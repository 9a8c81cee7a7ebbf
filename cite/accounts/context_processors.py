"""What the sign-in page knows."""

from django.http import HttpRequest

from cite.accounts.queries import DemoAccount, demo_accounts


def demonstration(request: HttpRequest) -> dict[str, object]:
    """Offer the demonstration's accounts to the sign-in page, asked only when it shows them."""

    def accounts() -> list[DemoAccount]:
        return demo_accounts(getattr(request, "territory", None))

    return {"demo_accounts": accounts}
