"""Valid things; a test sets only what it is about."""

from datetime import UTC, datetime
from typing import Any

from uuid_utils.compat import uuid7

from chalicelib.domain.debts import Debt, DebtName, DebtState
from chalicelib.domain.inquiries import (
    InquiryStatus,
    ReportState,
    ServiceType,
    Source,
    new_reference,
)
from chalicelib.domain.priority import Priority
from chalicelib.models.head_changes import set_keys
from chalicelib.models.inquiry import HEAD, InquiryHead
from chalicelib.services.inquiries import NewInquiry
from chalicelib.services.rendering import ReportDocument
from tests.fakes import START


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


def inquiry_head(**changes: Any) -> InquiryHead:
    """Give a head as the platform stores it once nothing is owed any more, ready to be saved."""
    head = InquiryHead(
        str(uuid7()),
        HEAD,
        reference=new_reference(),
        name="Maria Keller",
        email="maria@keller-logistics.example",
        company="Keller Logistics",
        services=["migration", "assessment"],
        source=Source.CONTACT_FORM,
        status=InquiryStatus.PENDING,
        priority=Priority.MEDIUM,
        created_at=START,
        updated_at=START,
        status_token="token",
        report_state=ReportState.DRAFT,
        report_number=1,
        debts={DebtName.INDEX: Debt(DebtState.DONE)},
    )
    for name, value in changes.items():
        setattr(head, name, value)
    set_keys(head)
    return head
