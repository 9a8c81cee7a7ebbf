"""What every page needs."""


def page(request):
    """Nothing yet."""
    return {}
