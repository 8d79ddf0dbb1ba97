import { setTimeout as pause } from 'node:timers/promises';
import type { BotRole } from '../../../src/channel/bot.js';
import { fileRequest, objectToAnswer, rateAnswer } from '../../../src/month/citizens.js';
import { type Act, createPhone, dataOf, type Phone } from '../../../src/month/phone.js';
import { answerRequest } from '../../../src/month/staff.js';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../src/telegram/staff-buttons.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { eventually } from '../../support/eventually.js';
import { openRequests } from './stored-requests.js';
import { wishIn } from './wishes.js';
import type { World } from './world.js';

/** People who file, answer, rate, object and stay silent, each one step at a time. */
export interface Players {
  /** What was filed so far, word for word: no two filings say the same. */
  readonly wishes: readonly { readonly person: number; readonly words: string }[];
  /** Managers who have begun to do something: nobody else is told that it was done. */
  readonly managers: ReadonlySet<number>;
  /** Everybody who has something to do does one step of it; nobody waits for what comes of it. */
  round(): Promise<void>;
  /** No new request is filed from now on. */
  fileNoMore(): void;
}

/** Milliseconds for which a person looks at the button that he has pressed. */
const PRESS_MS = 40;
const ABOUT_REQUEST = /:\d{10}(:|$)/;
/** How often a manager answers what comes to him; otherwise time moves it up. */
const SHARE_ANSWERED = 0.6;
const SHARE_RATED = 0.5;
const SHARE_OBJECTED = 0.3;
/** Every so many answers one is taken back, looked at, and sent again. */
const EVERY_TAKEN_BACK = 2;
const DONE = { outcome: 'done' } as const;
/** Less than an answer can be taken back for. */
const TAKEN_BACK_WITHIN_MS = 5_000;
/** How many begin to file in a round. */
const SHARE_FILING = 0.5;

/** Answers a request, takes the answer back as soon as there is a button for it, and sends it again. */
async function* answerTwice(phone: Phone, code: TrackingCode, chance: World['chance']): Act {
  const send = staffButtons.pack('send', code);
  const hasty: Phone = {
    ...phone,
    async press(data) {
      await phone.press(data);
      if (data === send) await takeBack(phone, code);
    },
  };
  yield* answerRequest(hasty, code, chance, DONE);
  await phone.press(send);
  yield;
}

/** Presses the button that takes an answer back; a program that has ended shows none. */
async function takeBack(phone: Phone, code: TrackingCode): Promise<void> {
  const pressed = () =>
    phone.press(staffButtons.pack('recall', code)).then(
      () => true,
      () => false,
    );
  await eventually(pressed, { withinMs: TAKEN_BACK_WITHIN_MS }).catch(() => undefined);
}

/** The people of a world. */
export function createPlayers(world: World): Players {
  const { connection, organization, chance, city, url } = world;
  const wishes: { person: number; words: string }[] = [];
  const managers = new Set<number>();
  const going = new Map<string, { readonly act: Act }>();
  const decided = new Set<string>();
  const chats = new Map<string, number>();
  let isFiling = true;
  let answers = 0;

  /**
   * A phone whose owner does not wait for what a press is answered with: the program may be gone. A button that is
   * about a request he can press only where he has it.
   */
  function phoneOf(person: number, bot: BotRole): Phone {
    const phone = createPhone({ url, city, person, bot });
    return {
      ...phone,
      async press(data) {
        const isShown = (await city.chat(person, bot)).some((message) => dataOf(message).includes(data));
        if (!isShown && ABOUT_REQUEST.test(data)) throw new Error(`${person} has no such button yet.`);
        await Promise.race([phone.press(data), pause(PRESS_MS)]);
      },
    };
  }

  function begin(person: number, bot: BotRole, act: (phone: Phone) => Act): void {
    const key = `${bot}:${person}`;
    if (bot === 'staff') managers.add(person);
    if (!going.has(key)) going.set(key, { act: act(phoneOf(person, bot)) });
  }

  function beginToFile(person: number): void {
    if (going.has(`citizen:${person}`)) return;
    const wish = wishIn(world);
    const words = `${wish.words} این نامه شماره ${wishes.length + 1} است.`;
    wishes.push({ person, words });
    begin(person, 'citizen', (phone) => fileRequest(phone, { ...wish, words }));
  }

  /** Who has something to do about a request makes up his mind, once for each thing that happens to it. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat list of what people do about the news of a request.
  function notice(request: Request, events: readonly RequestEvent[]): void {
    const { stage, code } = request;
    const seq = events.findLast(({ type }) => type !== 'reminded' && type !== 'remindedOverdue')?.seq;
    const news = `${code}:${seq}`;
    const citizen = chats.get(request.citizen);
    if (decided.has(news) || citizen === undefined) return;
    if (stage.status === 'referred') {
      if (request.heldAnswer !== undefined) return;
      const holder = organization.holderOf(stage.referral.position, world.now());
      if (holder === undefined || going.has(`staff:${holder}`)) return;
      decided.add(news);
      if (chance.happens(SHARE_ANSWERED)) {
        answers += 1;
        const takesBack = answers % EVERY_TAKEN_BACK === 0;
        begin(Number(holder), 'staff', (phone) =>
          takesBack ? answerTwice(phone, code, chance) : answerRequest(phone, code, chance, DONE),
        );
      }
    } else if (stage.status === 'answered' && !going.has(`citizen:${citizen}`)) {
      decided.add(news);
      if (stage.answer.rating !== undefined) return;
      if (chance.happens(SHARE_OBJECTED))
        begin(citizen, 'citizen', (phone) => objectToAnswer(phone, request, chance));
      else if (chance.happens(SHARE_RATED)) {
        begin(citizen, 'citizen', (phone) => rateAnswer(phone, request, chance.pick([3, 4, 5])));
      }
    }
  }

  async function noticeAll(): Promise<void> {
    const users = connection.collection('citizens').find({ chatId: { $exists: true } });
    for (const { _id, chatId } of await users.toArray()) {
      chats.set(String(_id), Number(chatId));
    }
    for (const { request, events } of await openRequests(connection)) notice(request, events);
  }

  return {
    wishes,
    managers,
    async round() {
      // While the database is away nobody notices anything new.
      await noticeAll().catch(() => undefined);
      if (isFiling) {
        for (const person of world.citizens) if (chance.happens(SHARE_FILING)) beginToFile(person);
      }
      await Promise.all(
        [...going].map(async ([key, { act }]) => {
          // What somebody cannot go through with, since a button is gone, he gives up.
          const step = await act.next().catch(() => undefined);
          if (step === undefined || step.done === true) going.delete(key);
        }),
      );
    },
    fileNoMore() {
      isFiling = false;
    },
  };
}
