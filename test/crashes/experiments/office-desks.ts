import type { DeskAct, OfficeLetter } from '../../../src/simulator/gam/office.js';
import { gamDesksAt } from '../../gam/gam-desks.js';
import type { Book } from './book.js';
import { ADMINISTRATOR } from './inhabitants.js';
import { plain } from './must-hear.js';
import { answersSaying, type Stored } from './stored-requests.js';
import type { World } from './world.js';

/** People who answer letters at the desks of the simulated Gam, which now and then misbehaves. */
export interface OfficeDesks {
  /** Some answer a letter in their cartables; Gam may begin to misbehave. */
  round(): Promise<void>;
  /** Gam misbehaves no longer. */
  mend(): Promise<void>;
  /** What is wrong in the cartables, or with what was told of them, once everything has come to rest. */
  broken(all: readonly Stored[], deliveries: Book['deliveries']): Promise<readonly string[]>;
}

const SHARE_ANSWERED = 0.25;
const SHARE_OF_FAULTS = 0.35;
const FAULTS = ['lostAnswer', 'twice', 'outOfOrder', 'away', 'refuses'] as const;

/** The desks of a world. */
export function openOfficeDesks(world: World): OfficeDesks {
  const { chance } = world;
  const desks = gamDesksAt(() => world.url);
  let acts = 0;

  return {
    async round() {
      if (chance.happens(SHARE_OF_FAULTS)) await desks.fault(chance.pick(FAULTS), 1);
      for (const { id, withdrawnAt, acts: done } of await desks.letters()) {
        const isBusy = withdrawnAt !== undefined || done.some(({ receipt }) => receipt === undefined);
        if (isBusy || !chance.happens(SHARE_ANSWERED)) continue;
        acts += 1;
        await desks.act(id, { kind: 'answer', outcome: 'done', text: `پاسخ میز، شماره ${acts}.` });
      }
    },
    mend: () => desks.mend(),
    async broken(all, deliveries) {
      const letters = await desks.letters();
      const told = (await world.city.chat(ADMINISTRATOR.id, 'staff')).map(({ text = '' }) => plain(text));
      const ambiguous = deliveries
        .filter(({ bot, person }) => bot === 'staff' && person === String(ADMINISTRATOR.id))
        .reduce((sum, delivery) => sum + delivery.ambiguous, 0);
      const looks = { all, told, ambiguous };
      return [
        ...brokenLetters(letters, all),
        ...letters.flatMap((letter) => letter.acts.flatMap((act) => brokenAct(letter, act, looks))),
      ];
    },
  };
}

/** What the desks' answers are held against. */
interface Looks {
  readonly all: readonly Stored[];
  /** What the bot has told those who look after it. */
  readonly told: readonly string[];
  /** Messages to them of which nobody could know whether they had gone. */
  readonly ambiguous: number;
}

/** Each time that a request came to a position there is one letter, in the cartable only while it is theirs to answer. */
function brokenLetters(letters: readonly OfficeLetter[], all: readonly Stored[]): readonly string[] {
  const wanted = all.flatMap(({ request, events }) => {
    const bringing = events.filter((event) => event.type === 'referred' || event.type === 'escalated');
    return bringing.map(({ seq, to }) => {
      const isLast = bringing.at(-1)?.seq === seq;
      const { stage, code } = request;
      return { id: `${code}-${seq}`, to, isTheirs: isLast && stage.status === 'referred' };
    });
  });
  const ids = new Set(wanted.map(({ id }) => id));
  return [
    ...letters
      .filter(({ id }) => !ids.has(id))
      .map(({ id }) => `nothing happened for which there is a letter ${id}`),
    ...wanted.flatMap(({ id, to, isTheirs }) => {
      const letter = letters.find((one) => one.id === id);
      if (letter === undefined) return [`${to} has no letter ${id}`];
      if (letter.receiverCode !== to)
        return [`the letter ${id} is with ${letter.receiverCode}, and not ${to}`];
      const isThere = letter.withdrawnAt === undefined;
      return isThere === isTheirs
        ? []
        : [
            `the letter ${id} is ${isThere ? '' : 'not '}in the cartable, and their request is ${isTheirs ? '' : 'not '}`,
          ];
    }),
  ];
}

/** What was answered at a desk is the manager's answer, once; or it was refused, and the operators have both texts. */
function brokenAct(letter: OfficeLetter, { id, text, receipt }: DeskAct, looks: Looks): readonly string[] {
  if (receipt === undefined) return [`what was done at a desk has no receipt: ${id}`];
  const { all, told } = looks;
  const answers = answersSaying(text, all);
  if (receipt.accepted) {
    const isTheirs = answers.every(
      ({ actor }) =>
        actor.kind === 'manager' && actor.position === letter.receiverCode && actor.channel === 'gam',
    );
    return answers.length === 1 && isTheirs
      ? []
      : [`the desk's answer ${id} was accepted, and is there ${answers.length} times`];
  }
  if (answers.length > 0) return [`the desk's answer ${id} was refused, and is there`];
  const stored = all.find(({ request }) => request.code === letter.trackingCode);
  if (stored === undefined) return [`the desk's answer ${id} is about no request`];
  const { text: words } = stored.request;
  const times = told.filter((message) => message.includes(text) && message.includes(words)).length;
  if (times === 0 && !hasSentAnother(letter, stored))
    return [`nobody has read the answer ${id}, which came too late: ${receipt.sentence}`];
  return times <= 1 + looks.ambiguous
    ? []
    : [`the answer ${id}, which came too late, was told ${times} times`];
}

/** True where the position has sent another answer since it had the letter: then nothing more was to be told. */
function hasSentAnother({ id, receiverCode }: OfficeLetter, { events }: Stored): boolean {
  const [, since] = id.split('-');
  return events.some(
    (event) =>
      (event.type === 'answered' || event.type === 'answerHeld') &&
      event.seq > Number(since) &&
      event.by.kind === 'position' &&
      event.by.position === receiverCode,
  );
}
