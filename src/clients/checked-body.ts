import { isUtf8 } from 'node:buffer';
import { json, type RequestHandler } from 'express';
import type { z } from 'zod';
import { type FieldProblem, type Problem, sendProblem } from './problem.js';

/** The most bytes of a JSON body. */
export const MOST_BODY_BYTES = 256 * 1024;
/** The most levels of a body; every body that is described needs fewer. */
const MOST_DEPTH = 16;

/** A value that fits its schema, or why the call is not carried out. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

/** Reads JSON bodies; answers those of other types, and throws for `createProblemHandler` what cannot be read. */
export function readJson(): RequestHandler {
  const parse = json({
    limit: MOST_BODY_BYTES,
    strict: false,
    verify(_request, _response, bytes) {
      if (!isUtf8(bytes)) throw Object.assign(new Error('not UTF-8'), { status: 400 });
    },
  });
  return (request, response, next) => {
    if (request.is('application/json') === false) sendProblem(response, { code: 'unsupportedType' });
    else parse(request, response, next);
  };
}

/**
 * Checks a value from outside against its schema, and for what no schema allows: keys that a database or an object
 * takes for something else, texts that are no Unicode, and depth.
 */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): Checked<z.output<Schema>> {
  const unsafe = findUnsafe(value);
  if (unsafe !== undefined) return { ok: false, problem: { code: 'invalid', errors: [unsafe] } };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problem: { code: 'invalid', errors: fieldProblems(parsed.error) } };
}

function fieldProblems(error: z.ZodError): readonly FieldProblem[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pointer([...issue.path, key]), message: 'There is no such field.' }))
      : [{ path: pointer(issue.path), message: issue.message }],
  );
}

/** One half of a surrogate pair, which no UTF-8 can say. */
const HALF_CHARACTER = /\p{Cs}/u;
/** Names of fields that reach the prototype of an object. */
const OF_OBJECTS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function findUnsafe(value: unknown, path: readonly PropertyKey[] = []): FieldProblem | undefined {
  if (typeof value === 'string') return problemOfText(value, path);
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length >= MOST_DEPTH) {
    return { path: pointer(path), message: `There are more than ${MOST_DEPTH} levels.` };
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && !isSafeName(key)) {
      return { path: pointer([...path, key]), message: 'A field cannot have this name.' };
    }
    const found = findUnsafe(inner, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function problemOfText(text: string, path: readonly PropertyKey[]): FieldProblem | undefined {
  if (HALF_CHARACTER.test(text)) return { path: pointer(path), message: 'The text has half a character.' };
  if (text.includes('\0')) return { path: pointer(path), message: 'The text has a zero character.' };
  return undefined;
}

/** True for a name that a database takes for no operator or path, and an object for nothing of its own. */
function isSafeName(name: string): boolean {
  return !/^\$|[.\0]/.test(name) && !HALF_CHARACTER.test(name) && !OF_OBJECTS.has(name);
}

/** A path as a JSON pointer; empty for the whole body. */
function pointer(path: readonly PropertyKey[]): string {
  const escaped = path.map((key) =>
    String(key)
      .replace(/\p{Cs}/gu, '\ufffd')
      .replaceAll('~', '~0')
      .replaceAll('/', '~1'),
  );
  return escaped.map((key) => `/${key}`).join('');
}
