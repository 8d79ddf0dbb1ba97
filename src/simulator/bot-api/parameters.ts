import { badRequest } from './errors.js';

/** A file that came with a multipart request. */
export interface Upload {
  readonly content: Buffer;
  readonly fileName?: string;
  readonly mimeType?: string;
}

/**
 * The parameters of a call, however they were sent: JSON has types, forms and queries have strings, in
 * which objects are written as JSON.
 */
export interface Parameters {
  has(name: string): boolean;
  text(name: string): string | undefined;
  integer(name: string): number | undefined;
  number(name: string): number | undefined;
  /** `true`, `"true"`, `"True"`, `1` and `"1"` are true, everything else is false. */
  flag(name: string): boolean;
  /** An object or array. Throws `ApiError` 400 when a string in its place is not JSON. */
  json(name: string): unknown;
  upload(name: string): Upload | undefined;
}

export function createParameters(
  values: Readonly<Record<string, unknown>>,
  uploads: ReadonlyMap<string, Upload> = new Map(),
): Parameters {
  function number(name: string): number | undefined {
    const value = values[name];
    if (typeof value === 'number') return value;
    if (typeof value !== 'string' || value.trim() === '') return undefined;
    const parsed = Number(value);
    return Number.isFinite(parsed) ? parsed : undefined;
  }

  return {
    has: (name) => (values[name] !== undefined && values[name] !== null) || uploads.has(name),
    text(name) {
      const value = values[name];
      if (typeof value === 'string') return value;
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
    },
    integer(name) {
      const value = number(name);
      return value === undefined ? undefined : Math.trunc(value);
    },
    number,
    flag: (name) => /^(?:true|1)$/i.test(String(values[name] ?? '')),
    json(name) {
      const value = values[name];
      if (typeof value !== 'string') return value ?? undefined;
      if (value.trim() === '') return undefined;
      try {
        return JSON.parse(value);
      } catch {
        throw badRequest(`can't parse ${name.replace(/_/g, ' ')} JSON object`);
      }
    },
    upload: (name) => uploads.get(name),
  };
}

/** True for a JSON object, so that its members can be looked at. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
