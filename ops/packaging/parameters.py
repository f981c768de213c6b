"""Parameters of the app's template, and what derives from them: conditions, variables of functions.

Everything of a stage is in the parameters, whose defaults are the stage's values.
Region and account are CloudFormation's.
"""

from typing import Any

from ops.stages.config import DEFAULT_THROTTLE_BURST, DEFAULT_THROTTLE_RATE, StageConfig

MAIL_EVENTS_TOPIC = {
    "Fn::Sub": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}"
    ":consulting-${Environment}-mail-events",
}
PARAMETRISED_VARIABLES: dict[str, Any] = {
    "SITE_URL": {"Ref": "SiteUrl"},
    "RELEASE": {"Ref": "Release"},
    "ORIGIN_SECRET_SHA256": {"Ref": "OriginSecretHash"},
    "DOCUMENTS_BUCKET": {"Fn::Sub": "consulting-${Environment}-documents-${AWS::AccountId}"},
    "MAIL_EVENTS_TOPIC": MAIL_EVENTS_TOPIC,
}
"""Environment variables of every function that the template sets, instead of Chalice."""

_PROFILE_PREFIXES = ("us.", "us-gov.", "eu.", "apac.", "global.")


def template_parameters(config: StageConfig) -> dict[str, Any]:
    """Give the parameters, whose defaults are the stage's values."""

    def text(meaning: str, default: str | None = None, **rules: Any) -> dict[str, Any]:
        known = {"Type": "String", "Description": meaning, **rules}
        return known if default is None else {**known, "Default": default}

    model = config.settings.ai_model_id
    is_profile = model.startswith(_PROFILE_PREFIXES)
    foundation_model = model.partition(".")[2] if is_profile else model
    sender = config.settings.email_sender
    names = config.names
    return {
        "ArtefactsBucket": text("Bucket that the package lies in."),
        "PackageKey": text("Key of the package, which carries the hash of its content."),
        "LayerKey": text("Key of the report function's layer, which carries the hash likewise."),
        "Environment": text("Owner of the data.", names.environment),
        "Stage": text("Chalice stage.", names.stage),
        "SiteUrl": text("Origin of the site.", config.site_url),
        "Release": text("Version, shown to staff.", "unreleased"),
        "OriginSecretHash": text(
            "SHA-256 of what the edge sends along; empty where anybody may ask the API.",
            "",
            AllowedPattern="([0-9a-f]{64})?",
        ),
        "EventSources": text(
            "Off puts queue triggers and topic to sleep; an idle queue trigger always polls.",
            "on",
            AllowedValues=["on", "off"],
        ),
        "Schedules": text(
            "Off puts the schedules to sleep; they run on one colour of an environment.",
            "on",
            AllowedValues=["on", "off"],
        ),
        "ThrottleRate": text("Most requests a second.", str(DEFAULT_THROTTLE_RATE), Type="Number"),
        "ThrottleBurst": text("Most requests at once.", str(DEFAULT_THROTTLE_BURST), Type="Number"),
        "PermissionsBoundary": text(
            "Name of the policy that no function's role may exceed; empty for none.", ""
        ),
        "FoundationModel": text("Bedrock model.", foundation_model),
        "InferenceProfile": text(
            "Profile that chooses a region for the model; empty where the model is asked directly.",
            model if is_profile else "",
        ),
        "SenderAddress": text("Address that mail comes from.", sender),
        "SenderDomain": text(
            "Its domain, which is what SES has verified.", sender.partition("@")[2]
        ),
    }


def template_conditions() -> dict[str, Any]:
    """Give the conditions that resources and policies depend on."""
    return {
        "TakesEvents": {"Fn::Equals": [{"Ref": "EventSources"}, "on"]},
        "RunsSchedules": {"Fn::Equals": [{"Ref": "Schedules"}, "on"]},
        "HasBoundary": {"Fn::Not": [{"Fn::Equals": [{"Ref": "PermissionsBoundary"}, ""]}]},
        "UsesInferenceProfile": {"Fn::Not": [{"Fn::Equals": [{"Ref": "InferenceProfile"}, ""]}]},
    }
