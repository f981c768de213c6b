"""Mail through SES: what SES is asked, and what its refusals mean for the debt."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError
from botocore.stub import Stubber

from chalicelib import aws
from chalicelib.domain.inquiries import MailKind
from chalicelib.errors import MailUnavailable
from chalicelib.gateways.mailer import Mail, Mailer, MailRejected

MAIL = Mail(
    kind=MailKind.CUSTOMER_CONFIRMATION,
    inquiry_id="i-1",
    to="maria@keller-logistics.example",
    subject="Wir haben Ihre Anfrage – größer",
    text="Hello Maria",
    html="<p>Hello Maria</p>",
)
REQUEST = {
    "FromEmailAddress": "inquiries@cloudpartner.example",
    "ReplyToAddresses": ["info@cloudpartner.example"],
    "Destination": {"ToAddresses": ["maria@keller-logistics.example"]},
    "ConfigurationSetName": "consulting-local",
    "EmailTags": [
        {"Name": "kind", "Value": "customer_confirmation"},
        {"Name": "inquiry_id", "Value": "i-1"},
        {"Name": "stage", "Value": "local"},
    ],
    "Content": {
        "Simple": {
            "Subject": {"Data": "Wir haben Ihre Anfrage – größer", "Charset": "UTF-8"},
            "Body": {
                "Text": {"Data": "Hello Maria", "Charset": "UTF-8"},
                "Html": {"Data": "<p>Hello Maria</p>", "Charset": "UTF-8"},
            },
        }
    },
}


@pytest.fixture
def ses() -> Iterator[Stubber]:
    aws.forget_clients()
    with Stubber(aws.client("sesv2")) as stubber:
        yield stubber
    aws.forget_clients()


def test_send_asks_for_both_bodies_tags_and_configuration_set(ses: Stubber) -> None:
    ses.add_response("send_email", {"MessageId": "0100-abc"}, REQUEST)

    assert Mailer().send(MAIL) == "0100-abc"
    ses.assert_no_pending_responses()


@pytest.mark.parametrize(
    ("code", "status", "reason"),
    [
        ("TooManyRequestsException", 429, "The mail provider is throttling"),
        ("ThrottlingException", 400, "The mail provider is throttling"),
        ("LimitExceededException", 400, "The sending quota is used up"),
        ("SendingPausedException", 400, "Sending is paused"),
        ("AccountSuspendedException", 400, "The sending account is suspended"),
        ("MailFromDomainNotVerifiedException", 400, "The sender's domain is not verified"),
        ("InternalServiceErrorException", 500, "The mail provider has a fault"),
        ("SomethingNew", 503, "The mail provider is away"),
    ],
)
def test_send_provider_away_may_be_tried_again(
    ses: Stubber, code: str, status: int, reason: str
) -> None:
    ses.add_client_error("send_email", code, http_status_code=status)

    with pytest.raises(MailUnavailable) as away:
        Mailer().send(MAIL)

    assert away.value.message == reason


@pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException"])
def test_send_refused_for_good_tells_what_the_provider_says(ses: Stubber, code: str) -> None:
    ses.add_client_error("send_email", code, "Address is not valid", http_status_code=400)

    with pytest.raises(MailRejected) as refused:
        Mailer().send(MAIL)

    assert refused.value.message == "Address is not valid"


@pytest.mark.parametrize("code", ["AccessDeniedException", "NotFoundException"])
def test_send_fault_of_ours_is_raised_as_it_is(ses: Stubber, code: str) -> None:
    ses.add_client_error("send_email", code, http_status_code=403)

    with pytest.raises(ClientError, match=code):
        Mailer().send(MAIL)


@pytest.mark.parametrize(
    "lost",
    [
        EndpointConnectionError(endpoint_url="https://email.example"),
        ReadTimeoutError(endpoint_url="https://email.example"),
    ],
    ids=["no connection", "time-out"],
)
def test_send_no_answer_may_be_tried_again(lost: Exception) -> None:
    aws.forget_clients()

    def fail(**_: Any) -> None:
        raise lost

    aws.client("sesv2").meta.events.register("before-send", fail)

    with pytest.raises(MailUnavailable, match="The mail provider did not answer"):
        Mailer().send(MAIL)

    aws.forget_clients()


@pytest.mark.parametrize(("is_enabled", "reason"), [(True, ""), (False, "Sending is paused")])
def test_check_asks_whether_the_account_may_send(
    ses: Stubber, is_enabled: bool, reason: str
) -> None:
    ses.add_response("get_account", {"SendingEnabled": is_enabled}, {})
    found = ""

    try:
        Mailer().check()
    except MailUnavailable as away:
        found = away.message

    assert found == reason
