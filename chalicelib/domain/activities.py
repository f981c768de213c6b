"""What can happen to an inquiry, as its activity log names it."""

from enum import StrEnum


class ActivityKind(StrEnum):
    """What was done. `submitted` and the mails are told by the records of themselves."""

    SUBMITTED = "submitted"
    STATUS_CHANGED = "status_changed"
    PRIORITY_CHANGED = "priority_changed"
    ASSIGNEE_CHANGED = "assignee_changed"
    NOTE_ADDED = "note_added"
    OUTLINE_MADE = "outline_made"
    REPORT_REQUESTED = "report_requested"
    REPORT_WRITTEN = "report_written"
    REPORT_STATUS_CHANGED = "report_status_changed"
    REPORT_LINK_REQUESTED = "report_link_requested"
    REPORT_LINK_REVOKED = "report_link_revoked"
    MAIL_REQUESTED = "mail_requested"
    SUPPRESSION_LIFTED = "suppression_lifted"
    WORK_RETRIED = "work_retried"
    MAIL = "mail"
