import type { z } from 'zod';

/** A setting that the program cannot start with. Its message is one sentence with the remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(
    readonly variable: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** How a variable is read, and what to write instead of a value that cannot be used. */
interface Variable {
  readonly schema: z.ZodType;
  readonly remedy: string;
}

/** The value of a variable; undefined if it is not set. */
export type Read<Variables extends Readonly<Record<string, Variable>>> = <
  Name extends keyof Variables & string,
>(
  name: Name,
) => z.infer<Variables[Name]['schema']> | undefined;

/**
 * Reads variables of an environment. An empty variable counts as absent. The reader throws a `ConfigError` for a value
 * that cannot be used, which is never repeated.
 */
export function createReader<Variables extends Readonly<Record<string, Variable>>>(
  environment: Readonly<Record<string, string | undefined>>,
  variables: Variables,
): Read<Variables> {
  return <Name extends keyof Variables & string>(name: Name) => {
    type Value = z.infer<Variables[Name]['schema']>;
    const raw = environment[name]?.trim();
    if (raw === undefined || raw === '') return undefined;
    const parsed = variables[name]?.schema.safeParse(raw);
    if (parsed?.success !== true) {
      throw new ConfigError(
        name,
        `${name} has a value that cannot be used: set it to ${variables[name]?.remedy}.`,
      );
    }
    return parsed.data as Value;
  };
}

/** Throws unless both variables are set, or neither is. */
export function requireBoth(
  [first, other]: readonly [string, string],
  [value, otherValue]: readonly [string | undefined, string | undefined],
  /** What both are for, as in «to connect Gam». */
  purpose: string,
): void {
  if ((value === undefined) === (otherValue === undefined)) return;
  const [missing, present] = value === undefined ? [first, other] : [other, first];
  throw new ConfigError(
    missing,
    `${missing} is not set but ${present} is: set both to ${purpose}, or neither.`,
  );
}
