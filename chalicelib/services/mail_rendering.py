"""The mails: subject, HTML and a plain-text twin with the same facts.

Each kind has facts of its own, so that the client's confirmation can't hold what is internal:
there is no field for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Any, ClassVar

from chalicelib.domain.inquiries import MailKind, Source
from chalicelib.domain.priority import Priority
from chalicelib.domain.visible_text import neutralise, one_line, shorten
from chalicelib.services.drafting import main_service
from chalicelib.services.markdown import (
    AttributesByTag,
    cut_markdown,
    markdown_to_text,
    render_markdown,
)
from chalicelib.services.templates import get_tokens, render_template
from chalicelib.site import get_site

SUBJECT_LENGTH = 60
HTML_BYTES = 90_000
"""Gmail clips a message at 102 kB and hides what follows."""

COLUMNS = 76
_MESSAGE_BYTES = 24_000
_RESERVE_BYTES = 1_000
_PREHEADER_LENGTH = 85
_MESSAGE_PREHEADER_LENGTH = 80
_REASON_LENGTH = 120
_LEAST_NAME = 6
_ADDRESS_LIKE = re.compile(r"://|www\.|\w\.\w[\w.-]{0,80}/|@", re.IGNORECASE)
_PREFIX_BY_PRIORITY = {Priority.URGENT: "URGENT · ", Priority.HIGH: "HIGH · "}
_SOURCE_NAMES = {Source.CONTACT_FORM: "Contact form", Source.QUOTE_REQUEST: "Quote request"}
_NO_PRIORITY_REASON = "no words about urgency in the message"
_NO_REASON = "AI did not answer in time"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerConfirmation:
    """What the client is told at once. There is no place for a report or for AI's words."""

    kind: ClassVar[MailKind] = MailKind.CUSTOMER_CONFIRMATION
    reference: str
    name: str
    company: str | None
    services: Sequence[str]
    status_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryFacts:
    """What the consultancy sees of an inquiry in a mail. Services are ids of the catalogue."""

    reference: str
    name: str
    email: str
    company: str | None
    phone: str | None
    services: Sequence[str]
    source: Source
    message: str
    priority: Priority
    priority_reason: str | None
    received_at: datetime
    admin_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultantNotification:
    """An inquiry with the draft that AI wrote."""

    kind: ClassVar[MailKind] = MailKind.CONSULTANT_NOTIFICATION
    inquiry: InquiryFacts
    draft_markdown: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryNotification:
    """An inquiry without a draft: why, and the outline made by rules."""

    kind: ClassVar[MailKind] = MailKind.INQUIRY_NOTIFICATION
    inquiry: InquiryFacts
    outline_markdown: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLink:
    """Where the client finds the approved report. There is no place for its text."""

    kind: ClassVar[MailKind] = MailKind.REPORT_LINK
    reference: str
    name: str
    services: Sequence[str]
    consultant: str
    link_url: str
    valid_until: datetime

    def with_link(self, link_url: str) -> "ReportLink":
        """Give the same with another link."""
        return replace(self, link_url=link_url)


MailFacts = CustomerConfirmation | ConsultantNotification | InquiryNotification | ReportLink


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """A mail that is ready to be sent."""

    kind: MailKind
    subject: str
    text: str
    html: str


def render_mail(facts: MailFacts) -> RenderedMail:
    """Write a mail of the kind that the facts are of."""
    match facts:
        case CustomerConfirmation():
            return _confirm(facts)
        case ConsultantNotification():
            return _notify_of_draft(facts)
        case InquiryNotification():
            return _notify_without_draft(facts)
        case ReportLink():
            return _announce_report(facts)


def _confirm(facts: CustomerConfirmation) -> RenderedMail:
    site = get_site()
    subject = f"We have your inquiry ({one_line(facts.reference)})"
    values = {
        "subject": subject,
        "preheader": f"A consultant reads it and replies {site.promises.reply}.",
        "name": _spoken(facts.name),
        "company": _spoken(facts.company),
        "services": _in_words([site.service_name(service) for service in facts.services]),
        "reference": one_line(facts.reference),
        "status_url": facts.status_url,
    }
    return _fill(facts.kind, subject, values)


def _notify_of_draft(facts: ConsultantNotification) -> RenderedMail:
    inquiry = facts.inquiry
    service = get_site().service_name(main_service(inquiry.services))
    more = f" +{len(inquiry.services) - 1}" if len(inquiry.services) > 1 else ""
    subject = _subject(inquiry, "", f": {service}{more}")
    preheader = shorten(one_line(inquiry.message), _MESSAGE_PREHEADER_LENGTH)
    values = {**_inquiry_values(inquiry, subject, preheader), "model": one_line(facts.model)}
    return _fill_fitting(facts.kind, subject, values, facts.draft_markdown)


def _notify_without_draft(facts: InquiryNotification) -> RenderedMail:
    reason = shorten(one_line(facts.reason or "").rstrip("."), _REASON_LENGTH) or _NO_REASON
    subject = _subject(facts.inquiry, "New inquiry without draft: ", "")
    preheader = shorten(f"No draft yet: {reason}", _PREHEADER_LENGTH)
    values = {**_inquiry_values(facts.inquiry, subject, preheader), "reason": reason}
    return _fill_fitting(facts.kind, subject, values, facts.outline_markdown)


def _announce_report(facts: ReportLink) -> RenderedMail:
    site = get_site()
    subject = f"Your report is ready ({one_line(facts.reference)})"
    consultant = shorten(one_line(facts.consultant), _PREHEADER_LENGTH // 2)
    values = {
        "subject": subject,
        "preheader": f"Reviewed and approved by {consultant}.",
        "name": _spoken(facts.name),
        "consultant": consultant,
        "services": _in_words([site.service_name(service) for service in facts.services]),
        "reference": one_line(facts.reference),
        "link_url": facts.link_url,
        "valid_until": facts.valid_until,
    }
    return _fill(facts.kind, subject, values)


def _subject(inquiry: InquiryFacts, before: str, after: str) -> str:
    """Put the client's name between the fixed words, cut so that the reference always fits."""
    before = _PREFIX_BY_PRIORITY.get(inquiry.priority, "") + before
    end = f" ({one_line(inquiry.reference)})"
    room = SUBJECT_LENGTH - len(before) - len(end)
    after = shorten(after, max(room - _LEAST_NAME, 0))
    name = shorten(one_line(inquiry.company or inquiry.name), max(room - len(after), 1))
    return shorten(before + name + after, SUBJECT_LENGTH - len(end)) + end


def _inquiry_values(inquiry: InquiryFacts, subject: str, preheader: str) -> dict[str, Any]:
    site = get_site()
    message = neutralise(inquiry.message).strip()
    shown = _cut_to_bytes(message, _MESSAGE_BYTES)
    services = [site.service_name(service) for service in inquiry.services]
    return {
        "subject": subject,
        "preheader": preheader,
        "inquiry": inquiry,
        "client": one_line(inquiry.company or inquiry.name),
        "services": services,
        "facts": [
            ("Client", one_line(inquiry.name), None),
            ("Company", one_line(inquiry.company or "") or "not given", None),
            ("E-mail", one_line(inquiry.email), "email"),
            ("Phone", one_line(inquiry.phone or "") or "not given", None),
            ("Services", ", ".join(services), None),
            ("Source", _SOURCE_NAMES[inquiry.source], None),
            ("Reference", one_line(inquiry.reference), "code"),
        ],
        "message": shown,
        "is_message_cut": shown != message,
        "priority_reason": one_line(inquiry.priority_reason or "") or _NO_PRIORITY_REASON,
    }


def _fill_fitting(
    kind: MailKind, subject: str, values: dict[str, Any], markdown: str
) -> RenderedMail:
    """Fill in as much of the machine's text as the limit on the HTML allows."""
    attributes = _attributes_by_tag()
    empty = {**values, "body_html": "", "body_text": "", "is_cut": True}
    shell = render_template(f"mail/{kind.value}.html", **empty)
    room = HTML_BYTES - _RESERVE_BYTES - len(shell.encode())
    shown, html = markdown, render_markdown(markdown, top_level=3, attributes_by_tag=attributes)
    while (size := len(html.encode())) > room and shown:
        shown = cut_markdown(shown, max(len(shown) * room // size * 9 // 10, 0))
        html = render_markdown(shown, top_level=3, attributes_by_tag=attributes)
    return _fill(
        kind,
        subject,
        {
            **values,
            "body_html": html,
            "body_text": markdown_to_text(shown, COLUMNS),
            "is_cut": shown != markdown,
        },
    )


def _fill(kind: MailKind, subject: str, values: dict[str, Any]) -> RenderedMail:
    return RenderedMail(
        kind=kind,
        subject=subject,
        text=render_template(f"mail/{kind.value}.txt", **values),
        html=render_template(f"mail/{kind.value}.html", **values),
    )


def _spoken(name: str | None) -> str:
    """Give a name to greet by, or nothing when it is an advertisement.

    Anybody may type anything and have it mailed to anybody: a link in a name must not travel in a
    mail of ours.
    """
    line = one_line(name or "")
    return "" if _ADDRESS_LIKE.search(line) else line


def _in_words(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _cut_to_bytes(text: str, most: int) -> str:
    """Cut a text so that it takes no more than a number of bytes when it is escaped."""
    while (size := len(escape(text).replace("\n", "<br>\n").encode())) > most:
        text = text[: len(text) * most // size]
    return text


def _attributes_by_tag() -> AttributesByTag:
    """Give each tag of the machine's text its style, since mail programs drop style sheets."""
    light = get_tokens().light
    rule = f"1px solid {light['border']}"
    head = f"margin:20px 0 8px;color:{light['text']};font-weight:bold;"
    cell = (
        f"padding:6px 10px 6px 0;border-bottom:{rule};"
        "min-width:72px;max-width:260px;vertical-align:top;"
    )
    table = (
        "border-collapse:collapse;width:100%;font-size:14px;line-height:20px;"
        "overflow-wrap:break-word;word-break:normal"
    )
    quote = f"margin:0 0 12px;padding:8px 0 1px 12px;border-left:3px solid {light['border']}"
    well = f"background-color:{light['sunken']};color:{light['text']};"
    return {
        "h3": {"style": head + "font-size:18px;line-height:24px", "class": "text"},
        "h4": {"style": head + "font-size:16px;line-height:24px", "class": "text"},
        "h5": {"style": head + "font-size:15px;line-height:22px", "class": "text"},
        "h6": {"style": head + "font-size:15px;line-height:22px", "class": "text"},
        "p": {"style": "margin:0 0 12px"},
        "ul": {"style": "margin:0 0 12px;padding:0 0 0 22px"},
        "ol": {"style": "margin:0 0 12px;padding:0 0 0 22px"},
        "li": {"style": "margin:0 0 6px"},
        "a": {"style": f"color:{light['link']}", "class": "link"},
        "div": {"style": "overflow-x:auto;margin:0 0 16px"},
        "table": {"style": table},
        "th": {"style": cell + "font-weight:bold", "class": "rule"},
        "td": {"style": cell, "class": "rule"},
        "blockquote": {"style": quote, "class": "rule"},
        "pre": {
            "style": f"margin:0 0 12px;padding:12px;{well}overflow-x:auto;white-space:pre-wrap",
            "class": "well",
        },
        "code": {"style": "font-family:Consolas,Menlo,monospace;font-size:14px"},
        "hr": {"style": f"border:0;border-top:{rule};margin:16px 0", "class": "rule"},
    }
