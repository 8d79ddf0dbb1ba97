import type { StoredDelivery } from '../../../src/deliveries/delivery.js';
import { type Hearing, plain } from './must-hear.js';
import type { World } from './world.js';

/** What every phone shows of what had to be told. */
export interface Told {
  readonly problems: readonly string[];
  /** Deliveries of which nobody could know whether they had gone. */
  readonly ambiguous: number;
  /** Messages that somebody got more often than he had to. */
  readonly duplicates: number;
}

interface Sent {
  readonly deliveries: readonly StoredDelivery[];
  readonly chatOf: (citizen: string) => number | undefined;
}

/**
 * Counts on every phone what had to be told. Only a message that may have gone unnoticed may be there twice, and
 * of one request everybody hears in the order in which it happened.
 */
export async function compareWithPhones(
  { city }: { readonly city: Pick<World['city'], 'chat'> },
  hearings: readonly Hearing[],
  sent: Sent,
): Promise<Told> {
  const problems: string[] = [];
  let duplicates = 0;
  for (const phone of groupBy(hearings, ({ bot, person }) => `${bot} ${person}`)) {
    const [{ bot, person } = { bot: 'citizen', person: 0 } as const] = phone;
    const chat = await city.chat(person, bot);
    const texts = chat.map(({ from, text = '' }) => (from === 'bot' ? plain(text) : ''));
    const placesOf = ({ says }: Hearing) =>
      texts.flatMap((text, index) => (says.every((words) => text.includes(words)) ? [index] : []));
    for (const same of groupBy(phone, ({ says }) => says.join('\n'))) {
      const [hearing] = same;
      if (hearing === undefined) continue;
      const seen = placesOf(hearing).length;
      const { maybe, unsure, states } = doubtsAbout(same, sent);
      const least = same.filter(({ mayBeOvertaken }) => !mayBeOvertaken).length - unsure;
      duplicates += Math.max(0, seen - same.length);
      if (seen >= least && seen <= same.length + maybe) continue;
      problems.push(
        `${hearing.code}: ${bot} ${person} was told ${seen} times and not ${same.length} of «${hearing.type}» ` +
          `(${same.map(({ seq }) => seq).join(', ')}; ${maybe} ambiguous; ${states.join(', ')})`,
      );
    }
    problems.push(...outOfOrder(phone, placesOf));
  }
  const doubtful = sent.deliveries.filter(({ ambiguous }) => ambiguous > 0);
  return {
    problems: [
      ...problems,
      ...doubtful
        .filter(({ ambiguous, status }) => ambiguous > (status === 'unsure' ? 2 : 1))
        .map(({ _id, ambiguous }) => `${_id}: it was ambiguous ${ambiguous} times`),
      ...sent.deliveries
        .filter(({ status }) => status === 'failed')
        .map(({ _id }) => `${_id}: it could not be delivered`),
    ],
    ambiguous: doubtful.length,
    duplicates,
  };
}

/**
 * How many of the messages that tell the same may have gone unnoticed, how many were given up for that, and what became
 * of each delivery.
 */
function doubtsAbout(
  same: readonly Hearing[],
  { deliveries, chatOf }: Sent,
): { readonly maybe: number; readonly unsure: number; readonly states: readonly string[] } {
  const about = deliveries.filter(
    ({ bot, person, kind, code, seq }) =>
      kind !== 'update' &&
      same.some(
        (one) =>
          one.bot === bot &&
          one.code === code &&
          one.toldWith === seq &&
          one.person === (bot === 'staff' ? Number(person) : chatOf(person)),
      ),
  );
  return {
    maybe: about.reduce((sum, { ambiguous }) => sum + ambiguous, 0),
    unsure: about.filter(({ status }) => status === 'unsure').length,
    states: about.map(({ _id, status, notBefore }) => `${_id} ${status}, due ${notBefore.toISOString()}`),
  };
}

/**
 * What a person hears of one request for the first time comes in the order of its events. Where the same words were
 * due more often than they came, nobody can say which of them was left out, and so they are not looked at.
 */
function outOfOrder(
  phone: readonly Hearing[],
  placesOf: (hearing: Hearing) => readonly number[],
): readonly string[] {
  return groupBy(phone, ({ code }) => code).flatMap((hearings) => {
    const heard = groupBy(hearings, ({ says }) => says.join('\n'))
      .flatMap((same) => {
        const [first] = same.toSorted((left, right) => left.seq - right.seq);
        const places = first === undefined ? [] : placesOf(first);
        const [place] = places;
        if (first === undefined || place === undefined || places.length < same.length) return [];
        return [{ seq: first.seq, place, name: `${first.type} ${first.seq}` }];
      })
      .toSorted((left, right) => left.seq - right.seq);
    const isInOrder = heard.every(
      ({ place }, index) => index === 0 || place >= (heard[index - 1]?.place ?? 0),
    );
    if (isInOrder) return [];
    const [{ code, bot, person } = { code: '', bot: '', person: 0 }] = hearings;
    const order = heard.map(({ place, name }) => `${name} as message ${place}`);
    return [`${code}: ${bot} ${person} heard of it in another order than it happened: ${order.join(', ')}`];
  });
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): readonly Value[][] {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return [...groups.values()];
}
