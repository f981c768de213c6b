"""The command `python -m ops stage verify`: the contract suite, played on a stage with an edge.

For stages that have no colours, such as staging. A colour is verified before anybody is sent to it,
by `ops release verify`.
"""

import os
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from ops.clients import Aws
from ops.cloudformation import read_parameters
from ops.console import confirm, explaining, fail, show, waiting
from ops.contract_suite import run_contract_suite, temporary_verifier
from ops.errors import OpsError
from ops.options import AsJson, DryRun, SettingsFile, Stage, Yes
from ops.stages.config import SETTINGS_FILE, read_stage_config
from ops.stages.deployment import read_stage
from ops.stages.names import PRODUCTION, StageNames


class NotVerifiable(OpsError):
    """The stage is verified in another way."""


class SuiteScope(StrEnum):
    """The most that a verification may do."""

    READ = "read"
    SYNTHETIC = "synthetic"


def verify(
    stage: Stage,
    scope: Annotated[
        SuiteScope,
        typer.Option(help="read: changes nothing. synthetic: makes one synthetic inquiry, too."),
    ] = SuiteScope.SYNTHETIC,
    url: Annotated[
        str | None, typer.Option(help="Origin that viewers use. Default: the edge's.")
    ] = None,
    settings_file: SettingsFile = SETTINGS_FILE,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Run the contract suite against a deployed stage; fails when it does not keep the contract.

    A user exists for as long as it runs. Synthetic records reach no people and no counts.
    """
    with explaining():
        names = StageNames(stage)
        if names.environment == PRODUCTION:
            raise NotVerifiable(f"{stage} is a colour, which `ops release verify` verifies")
        aws = Aws()
        origin = (url or read_stage(aws, names).site_url).rstrip("/")
        release = read_parameters(aws.client("cloudformation"), names.app_stack)["Release"]
        plan = [f"{stage}: plays the contract, {scope}, on release {release} at {origin}"]
        facts = {"stage": stage, "url": origin, "release": release}
        if dry_run:
            show({**facts, "kept": None}, as_json=as_json, lines=plan)
            return
        confirm(plan, yes=yes)
        # chalicelib is imported after this: its tables are named by the stage's settings.
        os.environ.update(read_stage_config(stage, settings_file=settings_file).variables)
        with waiting(f"verifying {stage}"), temporary_verifier() as verifier:
            found = run_contract_suite(
                origin, stage=stage, release=release, verifier=verifier, scope=scope.value
            )
        lines = [
            f"{found.passed} lines passed, {len(found.failures)} failed, {found.skipped} left out",
            *(f"{failure.line}: {failure.reason}" for failure in found.failures),
        ]
        played = {**facts, "kept": found.is_kept, **asdict(found)}
        show(played, as_json=as_json, lines=lines)
        if not found.is_kept:
            fail(f"{stage} does not keep the contract")
