#!/usr/bin/env bash
# oazapfts (npm, 7.5.0) and datamodel-code-generator (PyPI, 0.89.0): a pair is a list of nothing, or of both in any order.
#
# Expected: "prefixItems" with "items": false is a list of just these members, in this order (JSON Schema 2020-12, 10.3.1.1, which OpenAPI
#   3.1 takes over).
# Seen: of a pair of code and level the one writes «never[]», to which no pair fits; the other a list of at most two, in which a level
#   may come first and both may be codes. swagger-typescript-api 13.13.0 writes [string, number].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund oazapfts@7.5.0 swagger-typescript-api@13.13.0 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'datamodel-code-generator==0.89.0'

cat >spec.json <<'JSON'
{"openapi": "3.1.0", "info": {"title": "steps", "version": "1"},
 "paths": {"/step": {"get": {"operationId": "readStep", "responses": {"200": {"description": "ok",
   "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Step"}}}}}}}},
 "components": {"schemas": {"Step": {"type": "object", "required": ["pair"], "properties": {
   "pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false}}}}}}
JSON
npx oazapfts spec.json oazapfts.ts >/dev/null
npx swagger-typescript-api generate -p spec.json -o . -n swagger.ts >/dev/null 2>&1
venv/bin/datamodel-codegen --input spec.json --input-file-type openapi --output model.py \
  --output-model-type pydantic_v2.BaseModel >/dev/null 2>&1

echo 'Expected: a pair of a text and a number in each.'
grep -h 'pair' oazapfts.ts swagger.ts model.py
grep -q 'pair: never\[\]' oazapfts.ts
grep -q 'pair: \[string, number\]' swagger.ts
grep -q 'pair: list\[str | int\]' model.py
