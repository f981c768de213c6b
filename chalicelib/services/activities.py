"""The activity log of an inquiry: what happened, and who did it.

People's acts and those of jobs are stored as activities, in the transaction of the act itself.
The submission and the mails are told from the head and from the mails' trails, which have it all.
"""

from dataclasses import dataclass
from datetime import datetime

from uuid_utils.compat import uuid7

from chalicelib.domain.activities import ActivityKind
from chalicelib.gateways import get_gateways
from chalicelib.models import inquiry
from chalicelib.models.inquiry import InquiryActivity, InquiryEmail, InquiryHead, activity_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something that happened. `actor` is a user name, or None for the platform or the client."""

    id: str
    kind: str
    at: datetime
    actor: str | None = None
    subject: str | None = None
    old: str | None = None
    new: str | None = None
    text: str | None = None


def make_activity(
    inquiry_id: str,
    kind: ActivityKind,
    *,
    actor: str | None = None,
    subject: str | None = None,
    old: str | None = None,
    new: str | None = None,
    text: str | None = None,
) -> InquiryActivity:
    """Make the item that remembers an act of now."""
    now = get_gateways().clock.now()
    return InquiryActivity(
        inquiry_id,
        activity_key(str(uuid7())),
        kind=kind,
        at=now,
        updated_at=now,
        actor=actor,
        subject=subject,
        old=old,
        new=new,
        text=text,
    )


def list_activities(
    inquiry_id: str, limit: int, after: tuple[datetime, str] | None
) -> tuple[list[Activity], bool]:
    """Give what happened, newest first, and whether there is more: 1 Query.

    `after` is time and id of the last activity of the page before.
    Raises: InquiryNotFound.
    """
    head, acts, emails = inquiry.get_history(inquiry_id)
    happened = [_submission(head), *map(describe_act, acts)]
    for email in emails:
        happened += _mail_events(email)
    happened.sort(key=lambda activity: (activity.at, activity.id), reverse=True)
    if after is not None:
        happened = [activity for activity in happened if (activity.at, activity.id) < after]
    return happened[:limit], len(happened) > limit


def _submission(head: InquiryHead) -> Activity:
    return Activity(id="0-submitted", kind=ActivityKind.SUBMITTED, at=head.created_at)


def describe_act(act: InquiryActivity) -> Activity:
    """Give what is stored of an act."""
    return Activity(
        id=act.sk.partition("#")[2],
        kind=act.kind,
        at=act.at,
        actor=act.actor,
        subject=act.subject,
        old=act.old,
        new=act.new,
        text=act.text,
    )


def _mail_events(email: InquiryEmail) -> list[Activity]:
    email_id = email.sk.partition("#")[2]
    return [
        Activity(
            id=f"{email_id}.{number}",
            kind=ActivityKind.MAIL,
            at=event.at,
            subject=email.kind,
            new=event.status,
            text=event.reason,
        )
        for number, event in enumerate(email.trail)
    ]
