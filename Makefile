# `make help` lists what there is.

PREFIX ?= /usr/local
SWIFT ?= swift
RELEASE = .build/release
# `make fuzz FUZZ_BUILD='-c release' FUZZ=.build/release/Fuzz` judges about twenty times as many in the same time.
FUZZ_BUILD =
FUZZ = .build/debug/Fuzz
FAILURES = .build/fuzz-failures

# What a flow is compiled against: the engine's modules, without those that only the command itself is made of.
COMMAND_MODULES = $(wildcard $(addprefix $(RELEASE)/Modules/,Swift* _Swift* Yams.* SourceFacts.* RuleBook.* Rewriting.* MigrationReport.* \
  DeploymentFiles.* TreeMigration.* SourceWrites.* PrivateFolders.* ShownText.* TypeFacts.* FlowProof.* FlowCompiler.* waxwing.* Benchmarks.* RecoveryProbe.* KafkaProbe.* \
  WriteProbe.* FileGuard* CFileGuard* Fuzz.* ServersForTests.* TestSupport.* *Tests.*))
ENGINE_MODULES = $(filter-out $(COMMAND_MODULES),$(wildcard $(RELEASE)/Modules/*.swiftmodule))

.PHONY: help build demo test kill-test fuzz fuzz-again fuzz-flows bench install uninstall format lint clean missing

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

missing:
	@./.ci/install-missing

# The archive is made anew, because the package manager leaves in it what has been removed from the sources.
build: missing ## Build the command and the engine for use
	@rm -f $(RELEASE)/libWaxwingEngine.a $(RELEASE)/libWaxwingKafka.a
	$(SWIFT) build -c release

demo: build ## Report on, migrate and run an old flow on real text, before and after
	@./Fixtures/demo.sh $(RELEASE)/waxwing

test: missing ## Run all tests
	@rm -f .build/debug/libWaxwingEngine.a .build/debug/libWaxwingKafka.a
	@./.ci/install-broker || true
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

kill-test: missing ## Kill flows, imports of stores, migrations, undos and resumes, hundreds of times each (KILLS=300) and see that nothing is lost or written twice
	WAXWING_KILLS=$${KILLS:-300} $(SWIFT) test --filter KillTests

fuzz-flows: missing ## Run, rewrite and run anew random flows (FLOWS=300 from SEED=1), and see that nothing changes unsaid
	$(SWIFT) build --build-tests
	WAXWING_FLOWS=$${FLOWS:-300} WAXWING_FLOWS_SEED=$${SEED:-1} $(SWIFT) test --skip-build --filter RandomFlowTests

fuzz: missing ## Judge inputs that nobody would write (COUNT=2000 or MINUTES=10, WAXWING_SEED=1), and keep what fails in FAILURES
	$(SWIFT) build $(FUZZ_BUILD) --product Fuzz
	$(FUZZ) --seed $${WAXWING_SEED:-1} $(if $(MINUTES),--minutes $(MINUTES),--count $(or $(COUNT),2000)) --failures '$(FAILURES)' $(if $(KIND),--only $(KIND))

fuzz-again: missing ## Judge one input again (FILE=.build/fuzz-failures/…)
	$(SWIFT) build $(FUZZ_BUILD) --product Fuzz
	$(FUZZ) --judge '$(FILE)'

bench: missing ## Measure the engine against hand-written loops
	@./.ci/install-broker || true
	$(SWIFT) build -c release --product Benchmarks
	./.ci/with-broker $(RELEASE)/Benchmarks

# The recipe of its own is read after the build, when the modules are there.
install: build ## Install below PREFIX (/usr/local)
	@$(MAKE) --no-print-directory copy PREFIX='$(PREFIX)'

.PHONY: copy
copy:
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/lib/waxwing/modules' '$(DESTDIR)$(PREFIX)/share/waxwing'
	install -m 755 $(RELEASE)/waxwing '$(DESTDIR)$(PREFIX)/bin/waxwing'
	install -m 644 $(RELEASE)/libWaxwingEngine.a $(RELEASE)/libWaxwingKafka.a '$(DESTDIR)$(PREFIX)/lib/waxwing/'
	rm -f '$(DESTDIR)$(PREFIX)'/lib/waxwing/modules/*
	install -m 644 $(ENGINE_MODULES) '$(DESTDIR)$(PREFIX)/lib/waxwing/modules/'
	rm -rf '$(DESTDIR)$(PREFIX)/share/waxwing/Rules'
	cp -R Rules '$(DESTDIR)$(PREFIX)/share/waxwing/Rules'

uninstall: ## Remove what install put below PREFIX
	rm -rf '$(DESTDIR)$(PREFIX)/bin/waxwing' '$(DESTDIR)$(PREFIX)/lib/waxwing' '$(DESTDIR)$(PREFIX)/share/waxwing'

format: ## Lay out the sources as .swift-format says
	@$(SWIFT) format --version >/dev/null 2>&1 || { echo "make format: this Swift has no swift-format; install Swift 6.1 or later"; exit 1; }
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

lint: ## Say where the sources differ from .swift-format
	@$(SWIFT) format --version >/dev/null 2>&1 || { echo "make lint: this Swift has no swift-format; install Swift 6.1 or later"; exit 1; }
	$(SWIFT) format lint --recursive Package.swift Sources Tests

clean: ## Remove everything that was built
	rm -rf .build .build-kafka
