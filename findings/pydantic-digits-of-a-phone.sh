#!/usr/bin/env bash
# pydantic (PyPI, 2.14.4) and ajv (npm, 8.17.1): a model and the JSON Schema that it writes of itself
# disagree about a phone number typed on a Persian keyboard.
#
# Expected: model_json_schema() describes what the model accepts. JSON Schema (2020-12, validation,
#   section 6.3.3) takes "pattern" as an ECMA-262 expression, where \d is 0 to 9 only.
# Seen: pydantic's \d also accepts ۰۹۱۵…, the schema says ^\d{11}$ unchanged, and ajv refuses the very
#   value that the model took. [0-9] is the same in both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ajv@8.17.1 >/dev/null
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib pydantic==2.14.4 2>/dev/null

cat >model.py <<'PY'
import json

from pydantic import BaseModel, Field, ValidationError


class Citizen(BaseModel):
    phone: str = Field(pattern=r"^\d{11}$")


value = {"phone": "۰۹۱۵۰۰۰۰۰۰۰"}
try:
    Citizen.model_validate(value)
    print("pydantic: accepts")
except ValidationError:
    print("pydantic: refuses")
json.dump([Citizen.model_json_schema(), value], open("case.json", "w"))
PY
cat >check.cjs <<'JS'
const Ajv = require('ajv/dist/2020').default;
const [schema, value] = require('./case.json');

console.log(`ajv: ${new Ajv().validate(schema, value) ? 'accepts' : 'refuses'}`);
JS
echo 'Expected: both accept or both refuse.'
seen=$(PYTHONPATH=lib python3 model.py && node check.cjs)
echo "$seen"
[ "$seen" = $'pydantic: accepts\najv: refuses' ]
