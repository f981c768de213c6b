"""Placeholder until the branch of the layer is merged."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.services.rendering import ReportDocument

PDF_LAYOUT = "0"


def render_report_pdf(document: "ReportDocument") -> bytes:
    """Give bytes."""
    raise NotImplementedError
