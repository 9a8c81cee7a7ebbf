"""What every page knows of its Cité."""

from django.http import HttpRequest


def territory(request: HttpRequest) -> dict[str, object]:
    """Give the territory of the request to the templates."""
    return {"territory": getattr(request, "territory", None)}
