"""The table of contents: every route, queue, topic and schedule. No logic."""

from chalice.app import CloudWatchEvent, Rate, Response, SNSEvent, SQSEvent

from chalicelib.api import auth, health, inquiries, reports, services
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


@app.route("/api/v1/admin/inquiries", permission=Permission.INQUIRIES_READ)
def list_inquiries() -> Response:
    return inquiries.list_inquiries(app.current_request)


@app.route("/api/v1/admin/inquiries/{inquiry_id}", permission=Permission.INQUIRIES_READ)
def get_inquiry(inquiry_id: str) -> Response:
    return inquiries.get_inquiry(app.current_request, inquiry_id)


# Reports


@app.route("/api/v1/admin/reports/{report_id}", permission=Permission.REPORTS_READ)
def get_report(report_id: str) -> Response:
    return reports.get_report(app.current_request, report_id)


@app.route("/api/v1/admin/reports/{report_id}/html", permission=Permission.REPORTS_READ)
def get_report_html(report_id: str) -> Response:
    return reports.get_report_html(app.current_request, report_id)


@app.route("/api/v1/admin/reports/{report_id}/markdown", permission=Permission.REPORTS_READ)
def get_report_markdown(report_id: str) -> Response:
    return reports.get_report_markdown(app.current_request, report_id)


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
