"""Validates the résumé on stdin against the schema in the argument."""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
checker = jsonschema.Draft4Validator(
    schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
)
errors = [error.message for error in checker.iter_errors(json.load(sys.stdin))]
if errors:
    sys.exit("\n".join(errors))
