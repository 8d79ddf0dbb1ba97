/** A count in a few characters: thousands from one thousand on. */
export function inThousands(count: number): string {
  return count >= 1_000 ? `${Math.round(count / 1_000)} k` : String(count);
}
