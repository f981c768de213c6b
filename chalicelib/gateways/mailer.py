"""Mail through SES v2. SES builds the MIME message: multipart, UTF-8, encoded subject."""

from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.domain.inquiries import MailKind
from chalicelib.errors import DomainError, MailUnavailable

_AWAY = {
    "TooManyRequestsException": "The mail provider is throttling",
    "ThrottlingException": "The mail provider is throttling",
    "LimitExceededException": "The sending quota is used up",
    "SendingPausedException": "Sending is paused",
    "AccountSuspendedException": "The sending account is suspended",
    "MailFromDomainNotVerifiedException": "The sender's domain is not verified",
    "InternalServiceErrorException": "The mail provider has a fault",
    "ServiceUnavailable": "The mail provider is away",
}
_REFUSED = ("MessageRejected", "BadRequestException")


class MailRejected(DomainError):
    """The provider will never take this mail; trying again is useless."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one address, with the same facts as text and as HTML."""

    kind: MailKind
    inquiry_id: str
    to: str
    subject: str
    text: str
    html: str


class Mailer:
    """Send mail in the name of the consultancy."""

    def send(self, mail: Mail) -> str:
        """Hand a mail to the provider and give the provider's id of it.

        Raises: MailUnavailable when trying again may help; MailRejected when it can't.
        """
        settings = get_settings()
        tags = {"kind": mail.kind, "inquiry_id": mail.inquiry_id, "stage": settings.stage}
        try:
            answer = aws.client("sesv2").send_email(
                FromEmailAddress=settings.email_sender,
                ReplyToAddresses=[settings.email_reply_to],
                Destination={"ToAddresses": [mail.to]},
                ConfigurationSetName=settings.mail_configuration_set,
                EmailTags=[{"Name": name, "Value": value} for name, value in tags.items()],
                Content={
                    "Simple": {
                        "Subject": _utf8(mail.subject),
                        "Body": {"Text": _utf8(mail.text), "Html": _utf8(mail.html)},
                    }
                },
            )
        except ClientError as refused:
            code = refused.response["Error"]["Code"]
            if code in _REFUSED:
                raise MailRejected(refused.response["Error"].get("Message", code)) from refused
            if code in _AWAY or refused.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
                raise MailUnavailable(_AWAY.get(code, _AWAY["ServiceUnavailable"])) from refused
            raise
        except BotoCoreError as lost:
            raise MailUnavailable("The mail provider did not answer") from lost
        return str(answer["MessageId"])

    def check(self) -> None:
        """Ask whether the account may send, and raise when it may not."""
        if not aws.client("sesv2").get_account()["SendingEnabled"]:
            raise MailUnavailable(_AWAY["SendingPausedException"])


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
