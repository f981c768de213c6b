"""The events that SES publishes, as its documentation shows them."""

from datetime import UTC, datetime
from typing import Any

MESSAGE_ID = "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000"
FEEDBACK_ID = "01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000"
MAILED_AT = datetime(2026, 11, 26, 9, 40, 2, 12000, tzinfo=UTC)
HAPPENED_AT = datetime(2026, 11, 26, 9, 41, 2, 669000, tzinfo=UTC)
RECIPIENT = "maria@keller-logistics.example"
_HAPPENED = {"timestamp": "2026-11-26T09:41:02.669Z"}
RETURNED = {
    "emailAddress": RECIPIENT,
    "action": "failed",
    "status": "5.1.1",
    "diagnosticCode": "smtp; 550 5.1.1 user unknown",
}
FACTS: dict[str, dict[str, Any]] = {
    "Send": {"send": {}},
    "Reject": {"reject": {"reason": "Bad content"}},
    "Delivery": {
        "delivery": _HAPPENED
        | {
            "processingTimeMillis": 60657,
            "recipients": [RECIPIENT],
            "smtpResponse": "250 2.6.0 Message received",
        }
    },
    "DeliveryDelay": {
        "deliveryDelay": _HAPPENED
        | {
            "delayType": "MailboxFull",
            "delayedRecipients": [
                {"emailAddress": RECIPIENT, "status": "4.2.2", "diagnosticCode": "smtp; 452 full"}
            ],
        }
    },
    "Bounce": {
        "bounce": _HAPPENED
        | {
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": [RETURNED],
            "feedbackId": FEEDBACK_ID,
        }
    },
    "Complaint": {
        "complaint": _HAPPENED
        | {
            "complainedRecipients": [{"emailAddress": RECIPIENT}],
            "complaintFeedbackType": "abuse",
            "feedbackId": FEEDBACK_ID,
        }
    },
}
"""Source: docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
(2026-11)"""


def ses_event(event_type: str, **changes: Any) -> dict[str, Any]:
    """Give an event, with changes to what is particular to its type."""
    ((name, facts),) = FACTS[event_type].items()
    return {
        "eventType": event_type,
        "mail": {
            "timestamp": "2026-11-26T09:40:02.012Z",
            "source": "inquiries@cloudpartner.example",
            "messageId": MESSAGE_ID,
            "destination": [RECIPIENT],
            "tags": {"ses:configuration-set": ["consulting-local"], "inquiry_id": ["i1"]},
        },
        name: facts | changes,
    }
