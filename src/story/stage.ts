import type { BotRole } from '../channel/bot.js';
import { formatDeadline } from '../text/dates.js';
import type { CityClient, CityPerson, Outgoing, PhoneMessage } from './city-client.js';
import type { Expected } from './expectation.js';
import { type Phone, type Screen, type Sight, type Watch, watchPhones } from './phones.js';

const HOUR_MS = 3_600_000;
const TIME_ZONE = 'Asia/Tehran';
const MOMENT_SECONDS = 5;
/** A screen belongs to nobody's phone. */
const NOBODY = 0;

/** Where a story is played: the phones of its cast, and what people do with them. */
export interface Stage {
  readonly city: CityClient;
  readonly watch: Watch;
  /** The phone of the person who holds a position, or of the first with a role. */
  phoneOf(who: { readonly position: string } | { readonly role: string }): Phone;
  /** The cartable of a position in the office automation. */
  deskOf(position: string): Phone;
  /** The screen of the registry of calls. */
  registry(): Phone;
  /** Sends a message and waits until it is answered. */
  send(phone: Phone, message: Outgoing): Promise<void>;
  /** Presses a button by its text, on the newest message that has it, and waits until all is quiet. */
  press(phone: Phone, button: string): Promise<void>;
  /** The newest message of the bot that contains a text. */
  newest(phone: Phone, says: string): Promise<PhoneMessage>;
  /** Lets time pass; everything that became due has then happened. */
  wait(hours: number): Promise<void>;
  /**
   * The deadline this many hours after what happened in the current act, as a sentence names it: for each of
   * the minutes in which it may have happened, since the clock keeps running.
   */
  deadlineIn(hours: number): readonly string[];
}

/** A part of a story: what people do, and exactly what becomes visible because of it. */
export interface Act {
  readonly title: string;
  /** The most messages and presses that it may take. */
  readonly mostUpdates?: number;
  play(stage: Stage): Promise<void>;
  expected(stage: Stage): readonly Expected[];
}

/** A person whose phone is watched, found among the people of the city. */
export interface CastMember {
  readonly owner: string;
  readonly bot: BotRole;
  readonly find: (person: CityPerson) => boolean;
}

/** A story for the whole product. */
export interface Story {
  readonly name: string;
  readonly cast: readonly CastMember[];
  /** The screens of other systems that are watched; absent: none. */
  readonly screens?: readonly { readonly owner: string; readonly screen: Screen }[];
  readonly acts: readonly Act[];
  /** What the calendar triggers in an act without anybody acting; it may fall into any act. */
  readonly byCalendar?: (stage: Stage, hours: ActHours) => readonly Expected[];
}

/** When the story began, and an act of it, and when that act was over. */
interface ActHours {
  readonly storyFrom: Date;
  readonly from: Date;
  readonly to: Date;
}

/** What became visible in one act, and what should have. */
export interface PlayedAct {
  readonly act: Act;
  readonly expected: readonly Expected[];
  readonly seen: readonly Sight[];
}

/** Is told of everything as it happens. */
export interface Audience {
  readonly onAct?: (act: Act, at: Date) => void;
  /** Some hours are about to pass, until that moment. */
  readonly onWait?: (hours: number, until: Date) => void;
  readonly onSight?: (sight: Sight) => void;
  /** An act is over. */
  readonly onPlayed?: (played: PlayedAct) => void;
}

/** Plays a story in a city; the result says act by act what was seen and expected. */
export async function playStory(
  { cast, screens = [], acts, byCalendar = () => [] }: Story,
  city: CityClient,
  audience: Audience = {},
): Promise<readonly PlayedAct[]> {
  const nothing = () => undefined;
  const { onAct = nothing, onWait = nothing, onSight = nothing, onPlayed = nothing } = audience;
  const people = await city.people();
  const phones = cast.map(({ owner, bot, find }) => {
    const person = people.find(find);
    if (person === undefined) throw new Error(`Nobody in the city is ${owner}.`);
    return { phone: { owner, bot, person: person.id }, person };
  });
  const watchedScreens = screens.map(
    ({ owner, screen }): Phone => ({ owner, bot: 'staff', person: NOBODY, screen }),
  );
  const watch = watchPhones(city, [...phones.map(({ phone }) => phone), ...watchedScreens], onSight);
  const storyFrom = await city.now();
  let began = storyFrom;
  let ended = began;
  const stage = createStage({
    city,
    watch,
    phones,
    screens: watchedScreens,
    minutes: () => minutesBetween(began, ended),
    onWait: (hours, until) => {
      began = until;
      onWait(hours, until);
    },
  });

  await watch.look();
  const played: PlayedAct[] = [];
  for (const act of acts) {
    const before = watch.sights.length;
    const from = await city.now();
    began = from;
    onAct(act, began);
    await act.play(stage);
    await city.idle();
    await watch.look();
    ended = await city.now();
    const expected = [...act.expected(stage), ...byCalendar(stage, { storyFrom, from, to: ended })];
    const one = { act, expected, seen: watch.sights.slice(before) };
    played.push(one);
    onPlayed(one);
  }
  return played;
}

/**
 * Waits until all is quiet. People pause between actions, so no chat comes near the limit of one message a
 * second (docs/telegram.md, 4).
 */
export async function waitForQuiet(city: CityClient): Promise<void> {
  await city.passMoment(MOMENT_SECONDS);
}

function createStage(options: {
  readonly city: CityClient;
  readonly watch: Watch;
  readonly phones: readonly { readonly phone: Phone; readonly person: CityPerson }[];
  readonly screens: readonly Phone[];
  readonly minutes: () => readonly Date[];
  readonly onWait: (hours: number, until: Date) => void;
}): Stage {
  const { city, watch, phones, screens, minutes, onWait } = options;

  async function settle(): Promise<void> {
    await waitForQuiet(city);
    await watch.look();
  }

  function watched(isIt: (screen: Screen) => boolean): Phone {
    const found = screens.find(({ screen }) => screen !== undefined && isIt(screen));
    if (found === undefined) throw new Error('Nobody watches that screen.');
    return found;
  }

  return {
    city,
    watch,
    phoneOf(who) {
      const found = phones.find(({ person }) =>
        'position' in who ? person.position === who.position : person.roles.includes(who.role),
      );
      if (found === undefined) throw new Error('Nobody of the cast is that.');
      return found.phone;
    },
    deskOf(position) {
      return watched((screen) => screen.kind === 'desk' && screen.position === position);
    },
    registry: () => watched(({ kind }) => kind === 'registry'),
    async send(phone, message) {
      await city.send(phone.person, phone.bot, message);
      await settle();
    },
    async press(phone, button) {
      const messages = await city.chat(phone.person, phone.bot);
      const target = messages.findLast(({ keyboard = [] }) =>
        keyboard.flat().some(({ text }) => text.includes(button)),
      );
      if (target === undefined) throw new Error(`${phone.owner} has no button «${button}».`);
      await watch.notePress(phone, target.messageId, button);
      await city.press(phone.person, phone.bot, target.messageId, button);
      await settle();
    },
    async newest(phone, says) {
      const messages = await city.chat(phone.person, phone.bot);
      const found = messages.findLast(
        ({ from, text, caption }) => from === 'bot' && (text ?? caption ?? '').includes(says),
      );
      if (found === undefined) throw new Error(`${phone.owner} has no message that says «${says}».`);
      return found;
    },
    async wait(hours) {
      onWait(hours, new Date((await city.now()).getTime() + hours * HOUR_MS));
      await city.advance({ advanceHours: hours });
      await watch.look();
    },
    deadlineIn: (hours) =>
      minutes().map((minute) =>
        formatDeadline(new Date(minute.getTime() + hours * HOUR_MS), minute, 'fa', TIME_ZONE),
      ),
  };
}

/** The minutes that a clock showed between two moments, both included. */
function minutesBetween(from: Date, to: Date): readonly Date[] {
  const minutes: Date[] = [];
  for (let at = Math.floor(from.getTime() / 60_000) * 60_000; at <= to.getTime(); at += 60_000) {
    minutes.push(new Date(at));
  }
  return minutes;
}
