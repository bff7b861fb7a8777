"""schema.py SCHEMA < LINES: holds each line of JSON Lines to a JSON Schema. Exits 1 at the first that is not valid."""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
count = 0
for count, line in enumerate(sys.stdin, 1):
    error = next(validator.iter_errors(json.loads(line)), None)
    if error is not None:
        sys.exit(f"line {count}: {error.message}")
if count == 0:
    sys.exit("no lines")
print(f"{count} lines are valid")
