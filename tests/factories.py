"""Valid things; a test sets only what it is about."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.domain.inquiries import ServiceType, Source
from chalicelib.services.inquiries import NewInquiry
from chalicelib.services.rendering import ReportDocument


def inquiry_body(**changes: Any) -> dict[str, Any]:
    """Give the JSON of a valid submission."""
    return {
        "name": "Maria Keller",
        "email": "maria@keller-logistics.example",
        "company": "Keller Logistics",
        "phone": "+1 303 555 0142",
        "services": ["migration", "assessment"],
        "message": "Our rack lease ends on 31 January and we need to be out before that.",
        "source": "contact_form",
    } | changes


def new_inquiry(**changes: Any) -> NewInquiry:
    """Give a valid inquiry as the service takes it."""
    values = inquiry_body(
        services=(ServiceType.MIGRATION, ServiceType.ASSESSMENT), source=Source.CONTACT_FORM
    )
    return NewInquiry(**(values | changes))


def report_document(**changes: Any) -> ReportDocument:
    """Give a report's document, a draft by a model."""
    values: dict[str, Any] = {
        "title": "Cloud migration for Keller Logistics",
        "markdown": "# Summary\n\nIt moves.",
        "service_type": ServiceType.MIGRATION,
        "services": ("migration", "assessment"),
        "client": "Maria Keller",
        "company": "Keller Logistics",
        "reference": "CP-7K3M-92QD",
        "version": 1,
        "written_at": datetime(2026, 11, 24, 9, 15, tzinfo=UTC),
        "model": "a-model",
    }
    return ReportDocument(**(values | changes))
