"""Unpack a layer once, for all workers that carry it, as Lambda's /opt is there before the code.

MiniStack unpacks it anew for each worker process: with the report function's layer that is 100 MB
on disk and more than a second before each cold start's first line. Its executor for containers has
a store of unpacked layers, which drops them when nothing refers to them; workers get that one.
"""

import os
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_FOLDERS = "_LAMBDA_LAYERS_DIRS"
"""Tells a worker of MiniStack where its layers are."""


def apply() -> None:
    """Hand the folders of unpacked layers to workers that start."""
    spawn = lambda_runtime.Worker._spawn

    def spawn_on_shared_layers(worker: Any) -> None:
        config = worker.config
        contents = map(lambda_svc._resolve_layer_zip, config.get("Layers") or [])
        folders = [
            lambda_svc._docker_extracted_dir(zipped, "layer") for zipped in contents if zipped
        ]
        if not folders:
            spawn(worker)
            return
        variables = config.get("Environment", {}).get("Variables", {})
        worker.config = {
            **config,
            "Layers": [],
            "Environment": {"Variables": {**variables, _FOLDERS: os.pathsep.join(folders)}},
        }
        try:
            spawn(worker)
        finally:
            worker.config = config

    lambda_runtime.Worker._spawn = spawn_on_shared_layers
