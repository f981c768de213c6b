"""Make an inquiry countable and findable: derived data is owed like anything else."""

from chalicelib.domain.search_tokens import Token, tokenise
from chalicelib.models.inquiry import InquiryHead, make_token_item
from chalicelib.services.debts import Lease, Outcome


def index_inquiry(lease: Lease) -> Outcome:
    """Store the words that an inquiry is found by.

    The inquiry is counted by the write that discharges the debt (models/head_changes.py), from the
    status that it has then; from there on each change moves the counts.
    """
    head = lease.head
    return Outcome(items=[make_token_item(head, token) for token in tokens_of(head)])


def tokens_of(head: InquiryHead) -> list[Token]:
    """Give the words that an inquiry is found by."""
    return tokenise(
        name=str(head.name),
        company=head.company,
        email=str(head.email),
        reference=str(head.reference),
    )
