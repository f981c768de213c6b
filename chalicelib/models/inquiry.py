"""The table of inquiries: everything about one inquiry lies in one partition.

    sk ACTIVITY#<id>    what somebody or a job did, notes included
       EMAIL#<id>       a mail with its trail of events
       HEAD             who, what, status, and what is owed; about 1 KB
       LINK#<digest>    a report's link for the client, by the digest of its token
       OUTLINE          the outline made by rules, when AI was away
       REPORT#0001      a version of the report; its body lies in S3
       TEXT             the client's words; apart, since a change of status would rewrite them
       TOKEN#<word>     a word that the inquiry is found by

An export of the list has a partition too, with nothing but a HEAD: it is owed like anything else.

Keys are ordered so that one Query reads what a page needs: activities and mails up to HEAD, or
everything from EMAIL to TEXT without activities and words. Items are chosen by their sort key and
not by PynamoDB's discriminator, which would add a filter and drop the kinds that a newer release
wrote.

Lists are indexes by time. `listed` names the list an item is in (inquiries, mails, the newest
version of each report), `listed_status` the list and the status; who is in no list, such as a
synthetic inquiry or a deleted one, lacks `created_key`.

The head carries the token of the visitor's status page as it is and not its hash: mails have to
repeat the link, and whoever can read the item can read all that the token opens.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
)

from chalicelib.config import get_settings
from chalicelib.domain.search_tokens import Token
from chalicelib.domain.times import to_text
from chalicelib.errors import InquiryNotFound
from chalicelib.models.debts_attribute import DebtsAttribute
from chalicelib.models.indexes import ByAssignee, ByMessage, ByStatus, ByTime, ByToken, Owed
from chalicelib.models.table import Item, TextsAttribute, TimeAttribute, raw_text
from chalicelib.models.trail_attribute import TrailAttribute

HEAD, TEXT, OUTLINE = "HEAD", "TEXT", "OUTLINE"
_ACTIVITY, _EMAIL, _LINK, _REPORT, _TOKEN = "ACTIVITY#", "EMAIL#", "LINK#", "REPORT#", "TOKEN#"
LONGEST_ID = 64


class InquiryItem(Item):
    """An item of an inquiry's partition."""

    class Meta:
        """Where inquiries lie."""

        table_name = get_settings().inquiries_table


class InquiryHead(InquiryItem):
    """What lists show of an inquiry, and what it is owed.

    `version` counts people's edits of the inquiry. `revision` counts every change by anybody and
    is the condition of the next one, so that two changes never overwrite each other. A deleted
    inquiry leaves its head behind, with `deleted_at` and nothing of what was in it.
    """

    by_time = ByTime()
    by_status = ByStatus()
    by_assignee = ByAssignee()
    owed = Owed()

    reference = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    company = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    services = TextsAttribute(null=True)
    source = UnicodeAttribute(null=True)
    status = UnicodeAttribute(null=True)
    priority = UnicodeAttribute(null=True)
    priority_reason = UnicodeAttribute(null=True)
    assignee = UnicodeAttribute(null=True)
    created_at = TimeAttribute()
    updated_at = TimeAttribute()
    edited_by = UnicodeAttribute(null=True)
    deleted_at = TimeAttribute(null=True)
    deleted_by = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)
    revision = NumberAttribute(default=1)
    status_token = UnicodeAttribute(null=True)
    synthetic = BooleanAttribute(default=False)
    report_state = UnicodeAttribute(null=True)
    report_number = NumberAttribute(default=0)
    drafted_at = TimeAttribute(null=True)
    confirmation_status = UnicodeAttribute(null=True)
    confirmation_at = TimeAttribute(null=True)
    confirmation_id = UnicodeAttribute(null=True)
    export = UnicodeAttribute(null=True)
    debts = DebtsAttribute()
    owed_partition = UnicodeAttribute(null=True)
    owed_key = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    listed_status = UnicodeAttribute(null=True)
    created_key = UnicodeAttribute(null=True)

    @property
    def is_inquiry(self) -> bool:
        """Tell an inquiry from what is left of a deleted one, and from an export."""
        return self.deleted_at is None and self.export is None


class InquiryText(InquiryItem):
    """The client's words."""

    message = UnicodeAttribute()
    updated_at = TimeAttribute(null=True)


class InquiryOutline(InquiryItem):
    """The outline made by rules, in Markdown."""

    markdown = UnicodeAttribute()
    created_at = TimeAttribute()
    updated_at = TimeAttribute(null=True)


class InquiryReport(InquiryItem):
    """A version of the report, which never changes but for its status.

    The body lies in S3 under `body_key`, with its digest; the files for the client, once they are
    made, under `document_key` with .html and .pdf. `kind` is the main service at the time,
    `approver` the name that the client is told of who approved it. A version that a newer one has
    replaced is in no list any more.
    """

    number = NumberAttribute()
    title = UnicodeAttribute()
    kind = UnicodeAttribute(null=True)
    status = UnicodeAttribute()
    origin = UnicodeAttribute()
    model = UnicodeAttribute(null=True)
    prompt_version = UnicodeAttribute(null=True)
    input_tokens = NumberAttribute(default=0)
    output_tokens = NumberAttribute(default=0)
    body_key = UnicodeAttribute()
    body_sha256 = UnicodeAttribute()
    document_key = UnicodeAttribute(null=True)
    created_at = TimeAttribute()
    updated_at = TimeAttribute(null=True)
    author = UnicodeAttribute(null=True)
    note = UnicodeAttribute(null=True)
    approved_by = UnicodeAttribute(null=True)
    approver = UnicodeAttribute(null=True)
    approved_at = TimeAttribute(null=True)
    sent_at = TimeAttribute(null=True)
    superseded_by = NumberAttribute(null=True)
    reference = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    company = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    listed_status = UnicodeAttribute(null=True)
    created_key = UnicodeAttribute(null=True)

    @property
    def report_id(self) -> str:
        """Give the id that the API names the report by."""
        return f"{self.pk}.{int(self.number)}"


class InquiryEmail(InquiryItem):
    """A mail: what became of it, and the trail of what happened. `message_id` is the provider's.

    The mail as it was sent lies in S3 under `body_key`.
    """

    by_message = ByMessage()

    kind = UnicodeAttribute()
    to = UnicodeAttribute()
    subject = UnicodeAttribute()
    status = UnicodeAttribute()
    at = TimeAttribute()
    updated_at = TimeAttribute(null=True)
    message_id = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    trail = TrailAttribute(default=list)
    body_key = UnicodeAttribute(null=True)
    debt = UnicodeAttribute(null=True)
    reference = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    listed_status = UnicodeAttribute(null=True)
    created_key = UnicodeAttribute(null=True)

    @property
    def email_id(self) -> str:
        """Give the id that the API names the mail by."""
        return f"{self.pk}.{self.sk.removeprefix(_EMAIL)}"


class InquiryActivity(InquiryItem):
    """Something that was done. `actor` is a user's name; a job has none.

    `subject` is what it was done to, such as a report's id. `old` and `new` are values of an edit.
    """

    kind = UnicodeAttribute()
    at = TimeAttribute()
    updated_at = TimeAttribute(null=True)
    actor = UnicodeAttribute(null=True)
    subject = UnicodeAttribute(null=True)
    old = UnicodeAttribute(null=True)
    new = UnicodeAttribute(null=True)
    text = UnicodeAttribute(null=True)


class InquiryLink(InquiryItem):
    """A report's link for the client. The token itself is nowhere but in the client's mail."""

    report_number = NumberAttribute()
    document_key = UnicodeAttribute()
    file_name = UnicodeAttribute()
    created_at = TimeAttribute()
    updated_at = TimeAttribute(null=True)
    expires_at = TimeAttribute()
    revoked_at = TimeAttribute(null=True)
    revoked_by = UnicodeAttribute(null=True)
    opens = NumberAttribute(default=0)
    last_opened_at = TimeAttribute(null=True)

    @property
    def link_id(self) -> str:
        """Give the id that the API names the link by: the digest, which opens nothing."""
        return str(self.sk.removeprefix(_LINK))


class SearchToken(InquiryItem):
    """A word that an inquiry is found by."""

    by_token = ByToken()

    token_initial = UnicodeAttribute()
    token_key = UnicodeAttribute()
    shared = NumberAttribute()


@dataclass(frozen=True, slots=True)
class WholeInquiry:
    """Everything that a page about an inquiry shows, but for its activities."""

    head: InquiryHead
    text: InquiryText
    outline: InquiryOutline | None
    reports: list[InquiryReport]
    emails: list[InquiryEmail]
    links: list[InquiryLink]


def activity_key(activity_id: str) -> str:
    """Give the sort key of an activity; ids sort by time."""
    return f"{_ACTIVITY}{activity_id}"


def email_key(email_id: str) -> str:
    """Give the sort key of a mail's record; ids sort by time."""
    return f"{_EMAIL}{email_id}"


def link_key(digest: str) -> str:
    """Give the sort key of a report's link."""
    return f"{_LINK}{digest}"


def report_key(number: int) -> str:
    """Give the sort key of a report."""
    return f"{_REPORT}{number:04}"


def make_token_item(head: InquiryHead, token: Token) -> SearchToken:
    """Make the item of a word, so placed that the newest inquiry with the word comes first."""
    age = 10**17 - int(head.created_at.timestamp() * 1_000_000)
    return SearchToken(
        head.pk,
        f"{_TOKEN}{token.text}",
        token_initial=token.text[0],
        token_key=f"{token.text}#{age:018}#{head.pk}",
        shared=token.shared,
    )


def list_keys(
    listed: str, status: str, created_at: datetime, key: str, *, is_synthetic: bool
) -> dict[str, str | None]:
    """Give the attributes that put an item into the lists, or that keep it out of them."""
    if is_synthetic:
        return {"listed": None, "listed_status": None, "created_key": None}
    return {
        "listed": listed,
        "listed_status": f"{listed}#{status}",
        "created_key": f"{to_text(created_at)}#{key}",
    }


def get_head(inquiry_id: str, *, is_consistent: bool = False) -> InquiryHead:
    """Read the head of an inquiry: 1 GetItem.

    Raises: InquiryNotFound, for a deleted one and for an export too.
    """
    head = get_any_head(inquiry_id, is_consistent=is_consistent)
    check_present(head)
    return head


def check_present(head: InquiryHead) -> None:
    """Make sure that a head is that of an inquiry.

    Raises: InquiryNotFound.
    """
    if not head.is_inquiry:
        raise InquiryNotFound("There is no such inquiry.")


def get_any_head(pk: str, *, is_consistent: bool = False) -> InquiryHead:
    """Read the head of whatever may be owed something: 1 GetItem.

    Raises: InquiryNotFound.
    """
    _check_id(pk)
    try:
        return InquiryHead.get(pk, HEAD, consistent_read=is_consistent)
    except InquiryHead.DoesNotExist as missing:
        raise InquiryNotFound("There is no such inquiry.") from missing


def get_whole(inquiry_id: str, *, is_consistent: bool = False) -> WholeInquiry:
    """Read everything about an inquiry but its activities: 1 Query.

    Jobs read consistently, at twice the price: they are woken by the write that they ask for.

    Raises: InquiryNotFound.
    """
    items = _read(inquiry_id, _EMAIL, TEXT, is_consistent=is_consistent)
    head = _head_of(items)
    return WholeInquiry(
        head=head,
        text=InquiryText.from_raw_data(items[TEXT]),
        outline=InquiryOutline.from_raw_data(items[OUTLINE]) if OUTLINE in items else None,
        reports=[InquiryReport.from_raw_data(item) for item in _of_kind(items, _REPORT)],
        emails=[InquiryEmail.from_raw_data(item) for item in _of_kind(items, _EMAIL)],
        links=[InquiryLink.from_raw_data(item) for item in _of_kind(items, _LINK)],
    )


def get_history(
    inquiry_id: str,
) -> tuple[InquiryHead, list[InquiryActivity], list[InquiryEmail]]:
    """Read what happened to an inquiry, oldest first: 1 Query.

    Raises: InquiryNotFound.
    """
    items = _read(inquiry_id, _ACTIVITY, HEAD)
    return (
        _head_of(items),
        [InquiryActivity.from_raw_data(item) for item in _of_kind(items, _ACTIVITY)],
        [InquiryEmail.from_raw_data(item) for item in _of_kind(items, _EMAIL)],
    )


def get_activity(inquiry_id: str, key: str) -> InquiryActivity | None:
    """Read an activity by its sort key: 1 GetItem."""
    try:
        return InquiryActivity.get(inquiry_id, key, consistent_read=True)
    except InquiryActivity.DoesNotExist:
        return None


def get_report(
    inquiry_id: str, number: int, *, is_consistent: bool = False
) -> InquiryReport | None:
    """Read a report's metadata: 1 GetItem."""
    if not _is_key(inquiry_id):
        return None
    try:
        return InquiryReport.get(inquiry_id, report_key(number), consistent_read=is_consistent)
    except InquiryReport.DoesNotExist:
        return None


def get_email(
    inquiry_id: str, email_id: str, *, is_consistent: bool = False
) -> InquiryEmail | None:
    """Read a mail's record: 1 GetItem."""
    if not (_is_key(inquiry_id) and _is_key(email_id)):
        return None
    try:
        return InquiryEmail.get(inquiry_id, email_key(email_id), consistent_read=is_consistent)
    except InquiryEmail.DoesNotExist:
        return None


def get_link(inquiry_id: str, digest: str) -> InquiryLink | None:
    """Read a report's link: 1 GetItem."""
    if not (_is_key(inquiry_id) and _is_key(digest)):
        return None
    try:
        return InquiryLink.get(inquiry_id, link_key(digest), consistent_read=True)
    except InquiryLink.DoesNotExist:
        return None


def list_keys_of(pk: str) -> Iterator[str]:
    """Name every item of a partition: 1 Query a megabyte."""
    for item in _query(pk, None, None, is_consistent=True):
        yield raw_text(item, "sk")


def find_emails(message_id: str) -> list[tuple[str, str]]:
    """Find mails by the provider's id: 1 Query. Give inquiry and mail id of each."""
    page = InquiryEmail._get_connection().query(message_id, index_name=ByMessage.Meta.index_name)
    return [
        (raw_text(item, "pk"), raw_text(item, "sk").removeprefix(_EMAIL)) for item in page["Items"]
    ]


def _is_key(text: str) -> bool:
    """Tell what can be an id; DynamoDB answers a key that is empty or of 2 KB with a fault."""
    return 0 < len(text) <= LONGEST_ID


def _check_id(pk: str) -> None:
    if not _is_key(pk):
        raise InquiryNotFound("There is no such inquiry.")


def _head_of(items: Mapping[str, dict[str, Any]]) -> InquiryHead:
    if HEAD not in items:
        raise InquiryNotFound("There is no such inquiry.")
    head = InquiryHead.from_raw_data(items[HEAD])
    check_present(head)
    return head


def _of_kind(items: Mapping[str, dict[str, Any]], prefix: str) -> Iterator[dict[str, Any]]:
    return (item for key, item in items.items() if key.startswith(prefix))


def _read(
    inquiry_id: str, first: str, last: str, *, is_consistent: bool = False
) -> dict[str, dict[str, Any]]:
    _check_id(inquiry_id)
    items = _query(inquiry_id, first, last, is_consistent=is_consistent)
    return {raw_text(item, "sk"): item for item in items}


def _query(
    pk: str, first: str | None, last: str | None, *, is_consistent: bool
) -> Iterator[dict[str, Any]]:
    between = InquiryItem.sk.between(first, last) if first and last else None
    start = None
    while True:
        page = InquiryHead._get_connection().query(
            pk,
            range_key_condition=between,
            exclusive_start_key=start,
            consistent_read=is_consistent,
        )
        yield from page["Items"]
        start = page.get("LastEvaluatedKey")
        if not start:
            return
