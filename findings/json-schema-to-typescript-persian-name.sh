#!/usr/bin/env bash
# json-schema-to-typescript (npm, 16.0.0): a schema with a Persian name becomes no type at all.
#
# Expected: compile(schema, name) resolves to the type of that name, as its README shows; letters of any
#   alphabet may stand in a name of TypeScript, and those of the properties are kept as they are.
# Seen: for the name «درخواست» it resolves to the empty text, without an error; a Persian title, which goes
#   before the name, makes the type «NoName», and two of them «NoName» and «NoName1».
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-schema-to-typescript@16.0.0 >/dev/null

cat >check.mjs <<'JS'
import { compile } from 'json-schema-to-typescript';

const request = { type: 'object', properties: { 'کد': { type: 'string' } }, additionalProperties: false };
const titled = { ...request, title: 'درخواست', properties: { place: { ...request, title: 'محل' } } };
const write = (schema, name) => compile(schema, name, { bannerComment: '' });
const english = await write(request, 'Request');
const persian = await write(request, 'درخواست');
const names = [...(await write(titled, 'Request')).matchAll(/interface (\S+)/g)].map(([, name]) => name);
console.log(`${english}Persian name: ${JSON.stringify(persian)}\nPersian titles: ${names.join(', ')}`);
process.exit(/کد\?/.test(english) && persian === '' && names.join() === 'NoName,NoName1' ? 0 : 1);
JS
echo 'Expected: three types with the names that were given.'
node check.mjs
