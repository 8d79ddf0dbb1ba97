/**
 * The supported language for a language tag of an app, such as `fa-AF`: the tag itself where it is supported, else
 * the nearest shorter one, `fa` (the lookup of RFC 4647, 3.4). Undefined for a language that is not supported.
 */
export function matchLanguage<Supported extends string>(
  tag: string,
  supported: readonly Supported[],
): Supported | undefined {
  const subtags = tag.toLowerCase().split(/[-_]/);
  for (let count = subtags.length; count > 0; count -= 1) {
    const wanted = subtags.slice(0, count).join('-');
    const found = supported.find((language) => language.toLowerCase() === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
