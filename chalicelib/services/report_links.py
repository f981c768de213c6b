"""The client's way to an approved report: a link that expires, can be revoked, and counts its use.

Only the mail holds the token; stored is its digest. Opening it leads to a file in S3 that has just
been signed for, for minutes.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from pynamodb.exceptions import UpdateError

from chalicelib.config import get_settings
from chalicelib.domain.activities import ActivityKind
from chalicelib.errors import InquiryNotFound, ReportLinkExpired, ReportLinkNotFound
from chalicelib.gateways import get_gateways
from chalicelib.models import inquiry
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import (
    InquiryHead,
    InquiryLink,
    InquiryReport,
    check_present,
    link_key,
)
from chalicelib.services.activities import make_activity
from chalicelib.services.report_documents import (
    PDF,
    Download,
    client_file_name,
    document_key,
    download_url,
)

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link with its token, which is known for the moment of writing the mail."""

    link: InquiryLink
    token: str

    @property
    def url(self) -> str:
        """Give the address that the client opens."""
        return self._url(self.token)

    @property
    def url_without_token(self) -> str:
        """Give the address as staff may see it; it opens nothing."""
        return self._url("secret-left-out")

    def _url(self, last: str) -> str:
        return f"{get_settings().site_url}/api/v1/report-links/{self.link.pk}/{last}"


def create_link(report: InquiryReport) -> NewLink:
    """Store a new link to a version's files before it is mailed, so that no dead one goes out."""
    now = get_gateways().clock.now()
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    link = InquiryLink(
        report.pk,
        link_key(_digest(token)),
        report_number=int(report.number),
        document_key=document_key(report),
        file_name=client_file_name(report),
        created_at=now,
        updated_at=now,
        expires_at=now + timedelta(days=get_settings().report_link_days),
    )
    link.save()
    return NewLink(link, token)


def open_link(inquiry_id: str, token: str) -> Download:
    """Give the client the address of the file, and count: 2 GetItem, 1 UpdateItem.

    Raises: ReportLinkNotFound, when it was revoked or the inquiry deleted too; ReportLinkExpired.
    """
    link = inquiry.get_link(inquiry_id, _digest(token))
    if link is None or link.revoked_at is not None or not _is_there(inquiry_id):
        raise ReportLinkNotFound("This link does not work.")
    now = get_gateways().clock.now()
    if link.expires_at <= now:
        raise ReportLinkExpired("This link has expired.", expired_at=link.expires_at)
    try:
        link.update(
            actions=[InquiryLink.opens.add(1), InquiryLink.last_opened_at.set(now)],
            condition=InquiryLink.pk.exists() & InquiryLink.revoked_at.does_not_exist(),
        )
    except UpdateError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise ReportLinkNotFound("This link does not work.") from refused
    return Download(download_url(link.document_key, link.file_name, PDF, is_inline=True))


def revoke_link(inquiry_id: str, link_id: str, actor: str) -> None:
    """Have a link open nothing any more. Revoking it again changes nothing.

    Raises: InquiryNotFound; ReportLinkNotFound.
    """

    def decide(head: InquiryHead) -> HeadChange | None:
        check_present(head)
        link = inquiry.get_link(inquiry_id, link_id)
        if link is None:
            raise ReportLinkNotFound("There is no such link.")
        if link.revoked_at is not None:
            return None
        now = get_gateways().clock.now()
        link.revoked_at = link.updated_at = now
        link.revoked_by = actor
        act = make_activity(
            inquiry_id,
            ActivityKind.REPORT_LINK_REVOKED,
            actor=actor,
            subject=f"{inquiry_id}.{int(link.report_number)}",
        )
        return HeadChange(attributes={"updated_at": now}, items=[link, act])

    change_head(inquiry_id, decide)


def _is_there(inquiry_id: str) -> bool:
    try:
        inquiry.get_head(inquiry_id, is_consistent=True)
    except InquiryNotFound:
        return False
    return True


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
