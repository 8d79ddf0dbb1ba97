import type { World } from './world.js';

/** What every morning's digest begins with; the day follows. */
const GREETING = 'صبح به خیر.';
const MORNING_HOUR = 8;

/** What does not hold of the digests on all phones: they come, each day's once, and not before the morning of that zone. */
export async function brokenMornings(
  { city, organization, now }: World,
  timeZone: string,
): Promise<readonly string[]> {
  const hourOf = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone });
  const problems: string[] = [];
  let greetings = 0;
  for (const { code } of organization.positions) {
    const person = Number(organization.holderOf(code, now()));
    const days = new Set<string>();
    for (const { from, text = '', date } of await city.chat(person, 'staff')) {
      const [first = ''] = text.split('\n');
      if (from !== 'bot' || !first.includes(GREETING)) continue;
      greetings += 1;
      if (days.has(first)) problems.push(`${person} was greeted twice: «${first}»`);
      days.add(first);
      if (Number(hourOf.format(new Date(date))) < MORNING_HOUR) {
        problems.push(`${person} was greeted before the morning, at ${date}: «${first}»`);
      }
    }
  }
  return greetings === 0 ? ['nobody was greeted in the morning'] : problems;
}
