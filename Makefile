# `make` alone lists what can be made.
.DEFAULT_GOAL := help
.PHONY: help run build release watch test format lint deny bench bench-matching screenshots prove guards

run: ## Install what is missing, build, and start People Hub with its demo on 127.0.0.1:3000
	@.ci/scripts/run

build: ## Build the release
	@.ci/scripts/install build
	@.ci/scripts/build

release: ## Pack the release: program, site, licences and bill of materials
	@.ci/scripts/install build
	@.ci/scripts/build
	@.ci/scripts/release

watch: ## Start the development server; it rebuilds and reloads on a change
	@.ci/scripts/watch

test: ## Run every check: format, lint, rooms, tests on both databases, sizes, browser journeys (STEPS="format tests" for some)
	@.ci/scripts/test $(STEPS)

format: ## Format the code
	cargo fmt --all

lint: ## Run the quick checks: format, lint, rooms, nothing unfinished
	@.ci/scripts/install build
	@.ci/scripts/test format rooms areas unfinished clippy

deny: ## Check the dependencies: known faults, licences, sources (deny.toml)
	@.ci/scripts/deny

bench: ## Measure the built program, each value with its goal; writes docs/performance.md (about a quarter of an hour)
	@.ci/scripts/install bench
	@.ci/scripts/build
	@RUSTFLAGS= cargo build --release --locked -p bench --bin bench
	@.ci/scripts/bench

bench-matching: ## Measure the matching engine against HiGHS and OR-Tools; writes docs/benchmarks.md (an hour at least)
	@.ci/scripts/bench-matching

screenshots: ## Take the pictures in docs/screenshots, phone and desk
	@.ci/scripts/install test
	@.ci/scripts/build
	@cd end2end && npx playwright test --config screenshots.config.ts

prove: ## Prove it at length: long histories, 100 kills, a minute of malformed forms, docs/operations.md followed, every guard (about half an hour)
	@.ci/scripts/install test
	@.ci/scripts/build
	@.ci/scripts/prove
	@.ci/scripts/release
	@.ci/scripts/follow-operations
	@.ci/scripts/guards

guards: ## Take each guard of the database away and list the tests that notice, in docs/guards.md
	@.ci/scripts/install test
	@.ci/scripts/guards

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
