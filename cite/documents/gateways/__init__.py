"""The two formats of a document."""

from cite.documents.gateways.docx import DOCX_TYPE, render_docx
from cite.documents.gateways.leaflet import render_leaflet
from cite.documents.gateways.pdf import PDF_TYPE, render_pdf

__all__ = ["DOCX_TYPE", "PDF_TYPE", "render_docx", "render_leaflet", "render_pdf"]
