import { isBlank } from '../../../../src/filing/draft.js';
import { stripMarks } from '../../../../src/filing/words.js';
import { codePoints, withoutControls } from '../../../../src/text/persian.js';

/** The most code points of the name by which a person wants to be called. */
const LONGEST_NAME = 60;

/** A typed name, or why it is not valid. */
export type TypedName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: 'emptyName' | 'longName' };

/** Reads the name by which a person wants to be called. */
export function readName(text: string): TypedName {
  const name = withoutControls(text).replace(/\s+/g, ' ').trim();
  if (isBlank(name) || stripMarks(name) === '') return { ok: false, problem: 'emptyName' };
  return codePoints(name) > LONGEST_NAME ? { ok: false, problem: 'longName' } : { ok: true, name };
}
