"""The table of contents: every route, queue, topic and schedule. No logic."""

from chalice.app import CloudWatchEvent, Rate, Response, SNSEvent, SQSEvent

from chalicelib.api import auth, casework, exports, health, inquiries, mails, reports, services
from chalicelib.api import description as api_description
from chalicelib.api.application import Application
from chalicelib.config import get_settings
from chalicelib.domain.permissions import Permission
from chalicelib.jobs import emails, mail_events, schedules
from chalicelib.jobs import reports as report_jobs

settings = get_settings()
app = Application(settings)

# Health


@app.route("/api/v1/health", permission=Permission.PUBLIC)
def get_health() -> Response:
    return health.get_health(app.current_request)


@app.route("/api/v1/health/live", permission=Permission.PUBLIC)
def get_liveness() -> Response:
    return health.get_liveness(app.current_request)


@app.route("/api/v1/health/ready", permission=Permission.PUBLIC)
def get_readiness() -> Response:
    return health.get_readiness(app.current_request)


@app.route("/api/v1/health/detailed", permission=Permission.OPERATIONS_READ)
def get_detailed_health() -> Response:
    return health.get_detailed_health(app.current_request)


# API description


@app.route("/api/v1/openapi.json", permission=Permission.PUBLIC)
def get_openapi() -> Response:
    return api_description.get_openapi(app.current_request)


@app.route("/api/docs", permission=Permission.PUBLIC)
def get_docs() -> Response:
    return api_description.get_docs(app.current_request)


# Service catalogue


@app.route("/api/v1/services", permission=Permission.PUBLIC)
def list_services() -> Response:
    return services.list_services(app.current_request)


# Inquiries


@app.route("/api/v1/inquiries", methods=["POST"], permission=Permission.PUBLIC)
def submit_inquiry() -> Response:
    return inquiries.submit_inquiry(app.current_request)


@app.route("/api/v1/inquiries/{inquiry_id}/status", permission=Permission.PUBLIC)
def get_inquiry_status(inquiry_id: str) -> Response:
    return inquiries.get_inquiry_status(app.current_request, inquiry_id)


# Casework


@app.route("/api/v1/admin/inquiries", permission=Permission.INQUIRIES_READ)
def list_inquiries() -> Response:
    return casework.list_inquiries(app.current_request)


@app.route("/api/v1/admin/inquiries/counts", permission=Permission.INQUIRIES_READ)
def count_inquiries() -> Response:
    return casework.count_inquiries(app.current_request)


@app.route("/api/v1/admin/inquiries/bulk", methods=["POST"], permission=Permission.INQUIRIES_WRITE)
def edit_inquiries() -> Response:
    return casework.edit_inquiries(app.current_request)


@app.route("/api/v1/admin/inquiries/{inquiry_id}", permission=Permission.INQUIRIES_READ)
def get_inquiry(inquiry_id: str) -> Response:
    return casework.get_inquiry(app.current_request, inquiry_id)


@app.route(
    "/api/v1/admin/inquiries/{inquiry_id}",
    methods=["PATCH"],
    permission=Permission.INQUIRIES_WRITE,
)
def edit_inquiry(inquiry_id: str) -> Response:
    return casework.edit_inquiry(app.current_request, inquiry_id)


@app.route(
    "/api/v1/admin/inquiries/{inquiry_id}",
    methods=["DELETE"],
    permission=Permission.INQUIRIES_DELETE,
)
def delete_inquiry(inquiry_id: str) -> Response:
    return casework.delete_inquiry(app.current_request, inquiry_id)


@app.route("/api/v1/admin/inquiries/{inquiry_id}/activities", permission=Permission.INQUIRIES_READ)
def list_activities(inquiry_id: str) -> Response:
    return casework.list_activities(app.current_request, inquiry_id)


@app.route(
    "/api/v1/admin/inquiries/{inquiry_id}/notes",
    methods=["POST"],
    permission=Permission.INQUIRIES_WRITE,
)
def add_note(inquiry_id: str) -> Response:
    return casework.add_note(app.current_request, inquiry_id)


@app.route(
    "/api/v1/admin/inquiries/{inquiry_id}/owed/{debt}/retry",
    methods=["POST"],
    permission=Permission.INQUIRIES_WRITE,
)
def retry_work(inquiry_id: str, debt: str) -> Response:
    return casework.retry_work(app.current_request, inquiry_id, debt)


@app.route("/api/v1/admin/consultants", permission=Permission.INQUIRIES_READ)
def list_consultants() -> Response:
    return casework.list_consultants(app.current_request)


# Exports


@app.route(
    "/api/v1/admin/exports/inquiries", methods=["POST"], permission=Permission.INQUIRIES_READ
)
def request_export() -> Response:
    return exports.request_export(app.current_request)


@app.route("/api/v1/admin/exports/{export_id}", permission=Permission.INQUIRIES_READ)
def get_export(export_id: str) -> Response:
    return exports.get_export(app.current_request, export_id)


# Reports


@app.route("/api/v1/admin/reports", permission=Permission.REPORTS_READ)
def list_reports() -> Response:
    return reports.list_reports(app.current_request)


@app.route("/api/v1/admin/reports/{report_id}", permission=Permission.REPORTS_READ)
def get_report(report_id: str) -> Response:
    return reports.get_report(app.current_request, report_id)


@app.route(
    "/api/v1/admin/reports/{report_id}", methods=["PATCH"], permission=Permission.REPORTS_WRITE
)
def edit_report(report_id: str) -> Response:
    return reports.edit_report(app.current_request, report_id)


@app.route("/api/v1/admin/reports/{report_id}/html", permission=Permission.REPORTS_READ)
def get_report_html(report_id: str) -> Response:
    return reports.get_report_html(app.current_request, report_id)


@app.route("/api/v1/admin/reports/{report_id}/markdown", permission=Permission.REPORTS_READ)
def get_report_markdown(report_id: str) -> Response:
    return reports.get_report_markdown(app.current_request, report_id)


@app.route("/api/v1/admin/reports/{report_id}/pdf", permission=Permission.REPORTS_READ)
def get_report_pdf(report_id: str) -> Response:
    return reports.get_report_pdf(app.current_request, report_id)


@app.route(
    "/api/v1/admin/reports/{report_id}/approve",
    methods=["POST"],
    permission=Permission.REPORTS_WRITE,
)
def approve_report(report_id: str) -> Response:
    return reports.approve_report(app.current_request, report_id)


@app.route(
    "/api/v1/admin/reports/{report_id}/send",
    methods=["POST"],
    permission=Permission.REPORTS_WRITE,
)
def send_report(report_id: str) -> Response:
    return reports.send_report(app.current_request, report_id)


@app.route(
    "/api/v1/admin/inquiries/{inquiry_id}/reports",
    methods=["POST"],
    permission=Permission.REPORTS_WRITE,
)
def request_report(inquiry_id: str) -> Response:
    return reports.request_report(app.current_request, inquiry_id)


@app.route(
    "/api/v1/admin/inquiries/{inquiry_id}/links/{link_id}",
    methods=["DELETE"],
    permission=Permission.REPORTS_WRITE,
)
def revoke_report_link(inquiry_id: str, link_id: str) -> Response:
    return reports.revoke_report_link(app.current_request, inquiry_id, link_id)


@app.route("/api/v1/report-links/{inquiry_id}/{token}", permission=Permission.PUBLIC)
def open_report_link(inquiry_id: str, token: str) -> Response:
    return reports.open_report_link(app.current_request, inquiry_id, token)


# Mail


@app.route("/api/v1/admin/mail/events", permission=Permission.MAIL_READ)
def list_mails() -> Response:
    return mails.list_mails(app.current_request)


@app.route("/api/v1/admin/mail/events/{mail_id}", permission=Permission.MAIL_READ)
def get_mail(mail_id: str) -> Response:
    return mails.get_mail(app.current_request, mail_id)


@app.route(
    "/api/v1/admin/mail/events/{mail_id}/send",
    methods=["POST"],
    permission=Permission.MAIL_WRITE,
)
def send_mail_again(mail_id: str) -> Response:
    return mails.send_mail_again(app.current_request, mail_id)


@app.route("/api/v1/admin/mail/metrics", permission=Permission.MAIL_READ)
def get_mail_metrics() -> Response:
    return mails.get_mail_metrics(app.current_request)


@app.route("/api/v1/admin/mail/suppressions", permission=Permission.MAIL_READ)
def list_suppressions() -> Response:
    return mails.list_suppressions(app.current_request)


@app.route(
    "/api/v1/admin/mail/suppressions/{suppression_id}",
    methods=["DELETE"],
    permission=Permission.MAIL_WRITE,
)
def lift_suppression(suppression_id: str) -> Response:
    return mails.lift_suppression(app.current_request, suppression_id)


# Sessions


@app.route("/api/v1/auth/login", methods=["POST"], permission=Permission.PUBLIC)
def sign_in() -> Response:
    return auth.sign_in(app.current_request)


@app.route("/api/v1/auth/logout", methods=["POST"], permission=Permission.SIGNED_IN)
def sign_out() -> Response:
    return auth.sign_out(app.current_request)


@app.route("/api/v1/auth/me", permission=Permission.SIGNED_IN)
def get_me() -> Response:
    return auth.get_me(app.current_request)


# Queues


@app.on_sqs_message(
    queue=settings.emails_queue, batch_size=1, maximum_concurrency=settings.emails_concurrency
)
def send_emails(event: SQSEvent) -> None:
    emails.send_emails(event)


@app.on_sqs_message(
    queue=settings.reports_queue, batch_size=1, maximum_concurrency=settings.reports_concurrency
)
def generate_reports(event: SQSEvent) -> None:
    report_jobs.generate_reports(event)


# Topics


@app.on_sns_message(topic=settings.mail_events_topic)
def record_mail_event(event: SNSEvent) -> None:
    mail_events.record_mail_event(event)


# Schedules


@app.schedule(Rate(settings.sweep_minutes, Rate.MINUTES))
def settle_owed_work(event: CloudWatchEvent) -> None:
    schedules.settle_owed_work()


@app.schedule(Rate(1, Rate.DAYS))
def apply_retention(event: CloudWatchEvent) -> None:
    schedules.apply_retention()
