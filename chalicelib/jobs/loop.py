"""The job loop: what happens to a message around the work itself.

One message an invocation: Chalice can't declare partial batch responses, and a batch that fails
as a whole would repeat mails that were sent.
"""

from collections.abc import Callable, Mapping

from chalicelib.domain.debts import debt_kind
from chalicelib.errors import Unavailable
from chalicelib.gateways.queues import UnknownMessage, read_message
from chalicelib.logs import log
from chalicelib.services.debts import (
    Lease,
    LeaseLost,
    Made,
    Outcome,
    fail_debt,
    settle_debt,
    take_debt,
)

Work = Callable[[Lease], Made]


def settle_message(body: str, work_by_kind: Mapping[str, Work]) -> None:
    """Pay the debt that a message is about.

    A dependency that is away postpones the debt and counts as done for the queue. Everything else
    is raised: SQS delivers again, and after three receives the message lies in the DLQ.
    """
    message = read_message(body)
    kind = debt_kind(message.kind)
    if kind not in work_by_kind:
        raise UnknownMessage(f"No job for messages of the kind {message.kind!r}")
    extra = {"kind": message.kind, "inquiry_id": message.inquiry_id, "attempt": message.attempt}
    lease = take_debt(message)
    if lease is None:
        log.info("nothing to do", extra=extra)
        return
    try:
        outcome = settle_debt(lease, _work(lease, work_by_kind[kind]))
    except LeaseLost as lost:
        log.warning("lease lost", extra={**extra, "reason": lost.message})
    except Exception as fault:
        log.exception("job failed", extra=extra)
        fail_debt(lease, f"A fault of the platform ({type(fault).__name__})")
        raise
    else:
        log.info("settled", extra={**extra, "postponed_because": outcome.postponed_because})


def _work(lease: Lease, work: Work) -> Made:
    try:
        return work(lease)
    except Unavailable as away:
        return Outcome(postponed_because=away.message)
