"""Inquiries: submit, follow and read them."""

import hmac
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256

import msgspec
from pynamodb.exceptions import TransactWriteError
from uuid_utils.compat import uuid7

from chalicelib.config import get_settings
from chalicelib.domain.debts import DebtName, due_debt, waiting_debt
from chalicelib.domain.inquiries import (
    InquiryStatus,
    ReportState,
    ServiceType,
    Source,
    new_reference,
)
from chalicelib.domain.priority import detect_priority
from chalicelib.errors import IdempotencyKeyReused, InquiryNotFound, Unavailable
from chalicelib.gateways import get_gateways
from chalicelib.logs import log
from chalicelib.models import access, inquiry
from chalicelib.models.head_changes import set_keys
from chalicelib.models.inquiry import HEAD, TEXT, InquiryHead, InquiryText, WholeInquiry
from chalicelib.models.table import write_together
from chalicelib.services.debts import get_debt_rules, send_or_leave_to_sweep
from chalicelib.services.limits import count_request

_KEY_KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class NewInquiry:
    """What a visitor sent, valid in every field."""

    name: str
    email: str
    company: str | None
    phone: str | None
    services: tuple[ServiceType, ...]
    message: str
    source: Source

    def digest(self) -> str:
        """Give a digest that is the same for the same content."""
        return sha256(msgspec.json.encode(asdict(self), order="sorted")).hexdigest()


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the visitor gets to know. The URL holds the secret token behind its #."""

    id: str
    reference: str
    status_token: str

    @property
    def status_url(self) -> str:
        """Give the address of the private status page."""
        return make_status_url(self.id, self.status_token)


def make_status_url(inquiry_id: str, token: str) -> str:
    """Give the address of a private status page; the token stays out of logs and referrers."""
    return f"{get_settings().site_url}/status/{inquiry_id}#{token}"


def submit_inquiry(
    new: NewInquiry, *, address: str, idempotency_key: str | None, is_synthetic: bool = False
) -> Submitted:
    """Store an inquiry with what it is owed, and set the workers going.

    Three steps, one after the other: the limit, one transaction, both messages. A message that
    gets lost is sent again by the sweep, so it can't fail the submission.

    Raises: TooManyRequests; IdempotencyKeyReused when the key came with another body.
    """
    count_request("submit", address, get_settings().submissions_per_minute)
    head = _make_head(new, is_synthetic=is_synthetic)
    submitted = Submitted(head.pk, head.reference, head.status_token)
    try:
        _store(head, new, idempotency_key)
    except TransactWriteError as refused:
        if idempotency_key is None or not _is_condition(refused):
            raise
        return _answer_again(idempotency_key, new)
    send_or_leave_to_sweep(head, [name for name, debt in head.debts.items() if debt.is_due])
    log.info("inquiry submitted", extra={"inquiry_id": head.pk, "priority": head.priority})
    return submitted


def get_inquiry_status(inquiry_id: str, token: str) -> InquiryHead:
    """Give the head to whoever has the token of the status page: 1 GetItem.

    Raises: InquiryNotFound, for a wrong token too, so that strangers learn nothing.
    """
    head = inquiry.get_head(inquiry_id)
    if not hmac.compare_digest(head.status_token.encode(), token.encode()):
        raise InquiryNotFound("There is no such inquiry.")
    return head


def get_inquiry(inquiry_id: str, *, is_consistent: bool = False) -> tuple[WholeInquiry, str | None]:
    """Give everything about an inquiry, and its outline as safe HTML: 1 Query.

    Raises: InquiryNotFound.
    """
    whole = inquiry.get_whole(inquiry_id, is_consistent=is_consistent)
    if whole.outline is None:
        return whole, None
    # Imported here, since only few requests render anything and start-up is a budget.
    from chalicelib.services.rendering import render_markdown

    return whole, render_markdown(whole.outline.markdown)


def _make_head(new: NewInquiry, *, is_synthetic: bool) -> InquiryHead:
    now = get_gateways().clock.now()
    rules = get_debt_rules()
    detected = detect_priority(new.message)
    wait = timedelta(seconds=get_settings().draft_wait_seconds)
    head = InquiryHead(
        str(uuid7()),
        HEAD,
        reference=new_reference(),
        name=new.name,
        email=new.email,
        company=new.company,
        phone=new.phone,
        services=list(new.services),
        source=new.source,
        status=InquiryStatus.PENDING,
        priority=detected.priority,
        priority_reason=detected.reason,
        created_at=now,
        updated_at=now,
        status_token=secrets.token_urlsafe(24),
        synthetic=is_synthetic,
        report_state=ReportState.WORKING,
        debts={
            DebtName.INDEX: due_debt(now, rules),
            DebtName.CUSTOMER_MAIL: due_debt(now, rules),
            DebtName.REPORT: due_debt(now, rules),
            DebtName.CONSULTANT_MAIL: waiting_debt(now, now + wait),
        },
    )
    if is_synthetic:
        del head.debts[DebtName.INDEX]  # It is in no list, no count and no search.
    set_keys(head)
    return head


def _store(head: InquiryHead, new: NewInquiry, idempotency_key: str | None) -> None:
    with write_together() as transaction:
        transaction.save(
            InquiryText(head.pk, TEXT, message=new.message, updated_at=head.created_at)
        )
        transaction.save(head, condition=InquiryHead.pk.does_not_exist())
        if idempotency_key is None:
            return
        answer = access.IdempotencyKey(
            access.idempotency_key(idempotency_key),
            access.IDEMPOTENCY_SORT_KEY,
            body_digest=new.digest(),
            inquiry_id=head.pk,
            reference=head.reference,
            status_token=head.status_token,
            expires_at=head.created_at.replace(microsecond=0) + _KEY_KEPT,
        )
        is_free = access.IdempotencyKey.pk.does_not_exist() | (
            access.IdempotencyKey.expires_at <= head.created_at.replace(microsecond=0)
        )
        transaction.save(answer, condition=is_free)


def _answer_again(idempotency_key: str, new: NewInquiry) -> Submitted:
    answer = access.get_idempotency_key(idempotency_key)
    if answer is None:
        raise Unavailable("The inquiry is being stored by another request. Try again.")
    if answer.body_digest != new.digest():
        raise IdempotencyKeyReused("This idempotency key came with another inquiry before.")
    return Submitted(answer.inquiry_id, answer.reference, answer.status_token)


def _is_condition(refused: TransactWriteError) -> bool:
    codes = {reason.code for reason in refused.cancellation_reasons if reason}
    return bool(codes & {"ConditionalCheckFailed", "TransactionConflict"})
