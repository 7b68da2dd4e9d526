# Two commands are all a newcomer needs: `make demo` and `make test`.
.PHONY: help setup build demo test bench bench-engine bench-workflow bench-levy clean

OUT := out/xuecheng-2019
PLAN := workflows/xuecheng-2019

help:
	@echo "make demo   set up, build, rehearse the Xuecheng 2019 campaign, say where its paper lies"
	@echo "make test   set up, run all tests"
	@echo "make build  set up, build the release binary: .build/release/zhengjiao"
	@echo "make bench  measure the rehearsal: time, memory"
	@echo "make bench-engine  measure the document engine, beside other programs if PEERS names a folder of them"
	@echo "make bench-workflow  measure the workflow engine on this disk"
	@echo "make bench-levy  measure imports and books of a district of 400,000 persons"

setup:
	@scripts/setup

# Swift's own libraries go into the binary: it starts sooner, runs a twentieth faster and needs no toolchain beside it.
build: setup
	swift build -c release --static-swift-stdlib --product zhengjiao

demo: build
	.build/release/zhengjiao rehearse $(PLAN)/campaign.yaml --data $(PLAN)/data --out $(OUT) --replace

test: setup
	swift build --build-tests
	swift test --skip-build

bench: build
	bench/run

bench-engine: build
	bench/engine/measure.py

bench-workflow: build
	bench/workflow/measure.py

clean:
	rm -rf .build out

bench-levy: build
	bench/levy/measure.py
