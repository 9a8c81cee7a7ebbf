"""The square that a telephone reads, as a picture."""

from __future__ import annotations

from io import BytesIO

import segno

_SCALE = 8
_QUIET_ZONE = 2  # modules; the white of the page does the rest


def qr_svg(target: str) -> str:
    """Draw it for a PDF."""
    return segno.make(target, error="m", micro=False).svg_inline(
        border=_QUIET_ZONE, omitsize=False, light="#fff"
    )


def qr_png(target: str) -> bytes:
    """Draw it for a word processor."""
    stream = BytesIO()
    segno.make(target, error="m", micro=False).save(stream, kind="png", scale=_SCALE, border=_QUIET_ZONE)
    return stream.getvalue()


def qr_picture(target: str) -> str:
    """Draw it for a page: the address of a picture, that holds all of it."""
    return segno.make(target, error="m", micro=False).svg_data_uri(border=_QUIET_ZONE, scale=4, light="#fff")
