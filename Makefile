# Everything a developer does. Each target sets up what it needs and nothing more.
# ops/local/prepare.sh does the setting up; what is ready is left alone.

PORT ?= 8000
DATA ?= .local
ARGS ?= --help

prepare := ops/local/prepare.sh
python := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run dev test check reset ops

help: ## Show this list
	@echo "make TARGET [PORT=$(PORT)] [DATA=$(DATA)]"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Run the whole platform in the foreground, until Ctrl-C; PORT and DATA are options
	@$(prepare) venv emulator site
	@exec $(python) -m ops local up --port '$(PORT)' --data '$(DATA)'

dev: ## Run the sources with reload behind one PORT: chalice local, Vite, queues, topic, schedules
	@$(prepare) venv emulator node-modules
	@exec $(python) -m ops local dev --port '$(PORT)' --data '$(if $(filter .local,$(DATA)),.local-dev,$(DATA))'

test: ## Run every test, Python and front end
	@$(prepare) venv emulator site browser dynalite
	@cd frontend && npm run --silent test
	@node --test --test-reporter=dot tests/router/*.test.mjs
	@$(python) -m pytest -n 2 --dist loadgroup

check: ## Check style, types, directions, templates and generated files
	@$(prepare) venv node-modules scanner
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(python) -m ops generate --check
	@$(python) -m ops stage render local --check
	@.venv/bin/cfn-lint infrastructure/*.yaml
	@$(python) -m ops package --stage local --arch host --out build/scanned --json >/dev/null
	@.venv-scanner/bin/checkov --config-file .checkov.yaml -f infrastructure/*.yaml build/scanned/template.json
	@frontend/node_modules/.bin/eslint -c infrastructure/eslint.config.mjs infrastructure ops/local/edge tests/router
	@cd frontend && npm run --silent check

reset: ## Delete the DATA folder, unless a platform runs on it
	@$(prepare) venv
	@$(python) -m ops local reset --data '$(DATA)'

ops: ## Run an operator's command: make ops ARGS="stage --help"
	@$(prepare) venv
	@$(python) -m ops $(ARGS)
