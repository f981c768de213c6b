"""The stacks of stages as they would be deployed, made from the repository alone.

What is asked of each stack comes from the same functions as its deployment, the app template from
Chalice. AWS is not asked, and nothing is downloaded.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cfnlint.decode import cfn_yaml

from ops.cloudformation import Progress, StackRequest
from ops.cost.resolution import Stack
from ops.edge.deployment import edge_parameters, edge_template
from ops.packaging.package import synthesise_template
from ops.stages.config import SETTINGS_FILE, StageConfig, read_stage_config
from ops.stages.stacks import alerts_request, data_request, queues_request
from ops.stages.switches import ASLEEP, AWAKE, Switches

DEFAULT_STAGES = ("prod-blue", "prod-green", "staging")
"""Production with both colours, and a stage that sleeps."""


def choose_switches(configs: Sequence[StageConfig]) -> dict[str, Switches]:
    """Say what of each stage runs by itself in ordinary times, by stage.

    A stage whose settings say so sleeps. Of two colours the first one named is live, and the other
    waits for the next release with everything off.
    """
    chosen: dict[str, Switches] = {}
    live: set[str] = set()
    for config in configs:
        environment = config.names.environment
        is_idle = config.sleeps_at_first or environment in live
        chosen[config.names.stage] = ASLEEP if is_idle else AWAKE
        live.add(environment)
    return chosen


def synthesise(
    stages: Sequence[str],
    progress: Progress = lambda line: None,
    settings_file: Path = SETTINGS_FILE,
) -> list[Stack]:
    """Give the stacks of stages and of their environments.

    A stage without a table in the settings is taken for an ephemeral one, which is told.

    Raises: StageNameError, StageConfigError, BundleError, TemplateError.
    """
    configs = [
        read_stage_config(stage, settings_file=settings_file) for stage in dict.fromkeys(stages)
    ]
    for config in configs:
        if config.is_ephemeral:
            progress(
                f"{config.names.stage} has no table in {settings_file.name}: "
                "priced as an ephemeral stage"
            )
    switches = choose_switches(configs)
    stacks: list[Stack] = []
    environments: set[str] = set()
    for config in configs:
        if config.names.environment not in environments:
            environments.add(config.names.environment)
            stacks += _environment_stacks(config)
        progress(f"synthesising {config.names.stage}")
        stacks += _stage_stacks(config, switches[config.names.stage])
    return stacks


def _environment_stacks(config: StageConfig) -> Iterator[Stack]:
    environment = config.names.environment
    yield _stack(data_request(config, config.is_protected, None), environment)
    if config.alert_email or config.monthly_budget_usd:
        yield _stack(alerts_request(config, None, has_budgets=True), environment)
    template = read_template(edge_template())
    yield Stack(config.names.edge_stack, environment, template, edge_parameters(config))


def _stage_stacks(config: StageConfig, switches: Switches) -> Iterator[Stack]:
    names = config.names
    yield _stack(queues_request(config, None), names.environment, names.stage)
    yield Stack(
        names.app_stack,
        names.environment,
        synthesise_template(config),
        {**switches.as_parameters(), **config.app_parameters()},
        names.stage,
    )


def _stack(request: StackRequest, environment: str, stage: str | None = None) -> Stack:
    parameters = {key: value for key, value in request.parameters.items() if value is not None}
    template = read_template(request.template.body or "")
    return Stack(request.name, environment, template, parameters, stage)


def read_template(text: str) -> Mapping[str, Any]:
    """Read a template's YAML; intrinsic functions in their long form."""
    read: dict[str, Any] = json.loads(json.dumps(cfn_yaml.loads(text)))
    return read
