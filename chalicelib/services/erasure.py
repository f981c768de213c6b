"""Erase what lies apart from the head of a deleted inquiry, or of an export that is over.

Each step can be repeated, and the debt is discharged when nothing is left but the head, which stays
as a tombstone.
"""

from collections.abc import Iterable
from datetime import timedelta

from chalicelib.gateways import get_gateways
from chalicelib.models import inquiry
from chalicelib.models.inquiry import HEAD, InquiryItem
from chalicelib.services.debts import Lease, Outcome, longest_lease_seconds
from chalicelib.services.retention import remove_mail


def erase_inquiry(lease: Lease) -> Outcome:
    """Remove bodies and files, mails with their share of the counts, then all other items.

    A worker that was under way when the inquiry was deleted is refused in the end, but may have
    stored a file by then; so the debt stays until no worker can be at it any more.
    """
    pk, now = lease.head.pk, get_gateways().clock.now()
    documents = get_gateways().documents
    for prefix in (f"inquiries/{pk}/", f"exports/{pk}/"):
        documents.delete(documents.list_keys(prefix))
    keys = [key for key in inquiry.list_keys_of(pk) if key != HEAD]
    for key in keys:
        prefix, _, email_id = key.partition("#")
        if prefix == "EMAIL":
            remove_mail(pk, email_id)
    _remove_items(pk, (key for key in keys if not key.startswith("EMAIL#")))
    deleted_at = lease.head.deleted_at
    if deleted_at is None:
        over = {"export": None, "deleted_at": now, "updated_at": now}
        return Outcome(attributes=over)
    if now < deleted_at + timedelta(seconds=longest_lease_seconds()):
        return Outcome(postponed_because="A job of before the deletion may still store a file")
    return Outcome()


def _remove_items(pk: str, keys: Iterable[str]) -> None:
    with InquiryItem.batch_write() as batch:
        for key in keys:
            batch.delete(InquiryItem(pk, key))
