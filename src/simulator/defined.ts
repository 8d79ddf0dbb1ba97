/** The same object type with every member that may be `undefined` turned into an optional one. */
export type Defined<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/**
 * Leaves out the members that are `undefined`, so that an optional field is absent instead of undefined:
 * in the JSON on the wire and for the compiler alike.
 */
export function omitUndefined<const T extends object>(value: T): Defined<T> {
  const kept = Object.entries(value).filter(([, member]) => member !== undefined);
  // The entries that are left are exactly those that the type promises.
  return Object.fromEntries(kept) as Defined<T>;
}
