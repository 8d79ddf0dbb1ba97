/** A moment with its zone; clients do not all write the plus of a zone as `%2B`, and then it arrives as a space. */
const MOMENT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|([+ -])(\d{2}):?(\d{2}))$/i;

/** The moment that a parameter means; undefined for none, which includes one without a zone. */
export function readMoment(text: string): Date | undefined {
  const [, local = '', sign, hours, minutes] = MOMENT.exec(text.trim()) ?? [];
  if (local === '') return undefined;
  const zone = sign === undefined ? 'Z' : `${sign === ' ' ? '+' : sign}${hours}:${minutes}`;
  const moment = new Date(`${local}${zone}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
