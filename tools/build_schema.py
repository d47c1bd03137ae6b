"""Write the JSON Schema of the mapping files: `python tools/build_schema.py [FILE=mappings/schema.json]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipeline.mapping.schema import mapping_schema

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "mappings" / "schema.json"


def schema_text() -> str:
    return json.dumps(mapping_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FILE
    path.write_text(schema_text(), encoding="utf-8")
    print(path)
