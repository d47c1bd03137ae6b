# Everything sets itself up: `make demo` and `make test` work in a fresh clone.

PYTHON := .venv/bin/python

.PHONY: help setup demo test bench lint format messages templates schema examples clean

help:
	@echo "make demo      装好一切，把一个支部全年的样表报进去   (set up, run the main job on a sample year)"
	@echo "make test      全部检查和测试                         (all checks and tests)"
	@echo "make bench     测速，写入 bench/results.json          (measure, write bench/results.json)"
	@echo "make format    整理代码格式                           (format the code)"
	@echo "make templates 重新生成 templates/*.docx              (build the templates again)"
	@echo "make schema    重新生成 mappings/schema.json          (build the schema of the mappings again)"
	@echo "make examples  重新生成 examples/全年                 (build the sample year again)"

setup:
	@sh tools/setup.sh

demo: setup
	@$(PYTHON) examples/demo.py

test: setup lint
	@$(PYTHON) -m pytest -n 2

bench: setup
	@$(PYTHON) bench/run.py

lint: setup
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo

format: setup
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

messages: setup
	@$(PYTHON) -m babel.messages.frontend compile -d pipeline/cli/locale -l zh_CN

templates: setup
	@$(PYTHON) tools/build_templates.py

schema: setup
	@$(PYTHON) tools/build_schema.py

examples: setup
	@$(PYTHON) tools/build_examples.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
