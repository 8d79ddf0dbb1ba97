import type { City } from '../city.js';
import type { Read } from './cells.js';
import type { ImportProblem } from './import-problem.js';

/** The city after a change, or the errors it would cause. */
export type Edited =
  | { readonly ok: true; readonly city: City }
  | { readonly ok: false; readonly problem: ImportProblem };

/** The city that a value makes, or why the value cannot be read. */
export function withRead<Value>(read: Read<Value>, typed: string, make: (value: Value) => City): Edited {
  if (read?.ok === true) return { ok: true, city: make(read.value) };
  const code = read?.code ?? 'missing';
  return { ok: false, problem: { code, place: {}, values: { value: typed, header: '' } } };
}
