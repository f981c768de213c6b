"""Documents to read: Markdown as HTML, and a report as a file of its own."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.inquiries import ServiceType
from chalicelib.domain.visible_text import one_line
from chalicelib.services.api_page import render_api_page
from chalicelib.services.markdown import render_markdown
from chalicelib.services.templates import get_tokens, render_template
from chalicelib.site import get_site

__all__ = ["ReportDocument", "render_api_page", "render_markdown", "render_report_document"]

_REVIEWED = ("approved", "sent")
_ACCENT_BY_SERVICE = {
    ServiceType.ASSESSMENT: ("blue", 7),
    ServiceType.MIGRATION: ("green", 7),
    ServiceType.OPTIMIZATION: ("orange", 5),
    ServiceType.ARCHITECTURE_REVIEW: ("violet", 7),
    ServiceType.GENERAL: ("gray", 7),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """A report and what stands above it. Services are ids; the type chooses the accent."""

    title: str
    markdown: str
    service_type: ServiceType
    services: tuple[str, ...]
    client: str
    company: str | None
    reference: str
    version: int
    written_at: datetime
    model: str | None
    status: str = "draft"

    @property
    def is_reviewed(self) -> bool:
        """Tell whether a consultant stands behind the text."""
        return self.status in _REVIEWED

    @property
    def accent(self) -> str:
        """Give the colour of the main service's bar."""
        colour, step = _ACCENT_BY_SERVICE[self.service_type]
        return get_tokens().palette[colour][step]


def render_report_document(document: ReportDocument) -> str:
    """Give a report as one HTML file: styles inside, no script, fit for the printer."""
    site = get_site()
    return render_template(
        "report/document.html",
        document=document,
        title=one_line(document.title),
        type_name=site.service_name(document.service_type),
        services=[site.service_name(service) for service in document.services],
        body=render_markdown(document.markdown),
        is_reviewed=document.is_reviewed,
        accent=document.accent,
    )
