# What one does with the project. Every target installs what it needs.
PORT ?= 8080
HOST ?= 127.0.0.1
DATA ?= data
DATABASE_URL ?=
DEMO_OPEN ?=

.DEFAULT_GOAL := help
.PHONY: help setup build run test bench check kill-test fault-test api-check attack-test scale-check

help: ## What can be made
	@echo 'make TARGET [PORT=8080] [HOST=127.0.0.1] [DATA=data] [DATABASE_URL=postgresql://…] [DEMO_OPEN=1]'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the Debian packages that building needs
	@scripts/setup

build: setup ## Build .build/release/lianluo
	swift build -c release --static-swift-stdlib --product lianluo

# By the environment, for a list of processes shows what stands on a command line; and for this target alone, because
# the tests read settings, too.
run: export PORT := $(value PORT)
run: export HOST := $(value HOST)
run: export DATA := $(value DATA)
run: export DATABASE_URL := $(value DATABASE_URL)
run: export DEMO_OPEN := $(value DEMO_OPEN)
run: build ## Serve on HOST:PORT; where DATA is empty, with the demonstration town
	@scripts/run

test: ## Check the rules, build and run every test, with PostgreSQL and a browser
	@scripts/setup test
	scripts/check
	scripts/check-check
	swift build --build-tests
	scripts/pg scripts/tests

bench: ## Measure the pages on both engines
	@scripts/setup test
	scripts/bench

kill-test: ## Kill the server two hundred times on each engine while people send forms
	@scripts/setup test
	scripts/kill-test $(if $(KILLS),--kills $(KILLS))

fault-test: ## Break what it stands on, one thing after another: WRITE=docs/faults.md keeps the table
	@scripts/setup test
	scripts/fault-test $(if $(WRITE),--write $(WRITE))

scale-check: ## Make the county and the city at full size and check numbers, lists, verify and times
	@scripts/setup test
	scripts/scale-check

check: ## Check the rules that the compiler does not know
	@scripts/check

api-check: ## Send the API good and bad requests on both engines (tools from PyPI)
	@scripts/setup test
	scripts/api-check

attack-test: ## Attack it with wapiti and sqlmap on both engines: WRITE=docs/attacks.md keeps the table
	@scripts/setup attack
	scripts/attack-test $(if $(WRITE),--write $(WRITE))
