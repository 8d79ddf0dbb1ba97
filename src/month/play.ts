import type { Connection } from 'mongoose';
import { nextTimeOfDay } from '../calendar.js';
import type { Organization } from '../organization/organization.js';
import { HOUR_MS } from '../requests/lifecycle/rules.js';
import { type CityClient, createCityClient } from '../story/city-client.js';
import { type Chance, createChance } from './chance.js';
import { drawWish, fileRequest } from './citizens.js';
import { type Case, type Cast, type Intention, intentionsFor } from './intentions.js';
import { type Act, createPhone } from './phone.js';

/** How many days are played, how much is filed, and with which randomness. */
export interface Plan {
  readonly days: number;
  readonly requests: number;
  readonly seed: number;
}

/** The outcome of a month. */
export interface Played {
  readonly began: Date;
  readonly ended: Date;
  /** How many things people did, and how many they had to abandon because something else came first. */
  readonly acts: number;
  readonly abandoned: number;
}

export interface PlayOptions extends Plan {
  /** Address of the running product. */
  readonly url: string;
  /** Its database, which tells what there is to act on. */
  readonly connection: Connection;
  readonly organization: Organization;
  readonly timeZone: string;
  readonly onDay?: (day: number) => void;
}

/** Hours of the day at which people act. */
const WORKING_HOURS = [9, 11, 13, 16, 18, 21] as const;
/** How many people take a step at the same time. */
const AT_ONCE = 16;
/** Hours for which a finished delivery is kept. */
const KEEP_DELIVERIES_HOURS = 24;
/** How many requests one citizen files in a month. */
const REQUESTS_A_CITIZEN = 4;
/** The share of requests filed where the unit takes part. */
const SHARE_CONNECTED = 0.9;

/**
 * Plays the days with all their people, moving the clock hour by hour. The product should run on a hurried
 * clock, or waiting for Telegram's limits takes its real time.
 */
export async function playMonth(options: PlayOptions): Promise<Played> {
  const { url, connection, organization, timeZone, days, requests, onDay = () => undefined } = options;
  const city = createCityClient(url);
  const chance = createChance(options.seed);
  const people = await city.people();
  const citizens = await arrive(city, Math.ceil(requests / REQUESTS_A_CITIZEN));
  const withRole = (role: string) => people.filter(({ roles }) => roles.includes(role)).map(({ id }) => id);
  const [supervisor = 0] = withRole('supervisor');
  const known = new Set<string>();
  const chats = new Map<string, number>();
  let waiting: (Intention & { readonly about?: string })[] = [];
  let acts = 0;
  let abandoned = 0;

  async function castAt(now: Date): Promise<Cast> {
    for (const { _id, chatId } of await connection.collection('citizens').find().toArray()) {
      chats.set(String(_id), Number(chatId));
    }
    const chatOf = (citizen: string) => chats.get(citizen);
    return { chance, organization, chatOf, operators: withRole('operator'), supervisor, now };
  }

  /** Lets people notice what has happened to requests since they last looked. */
  async function notice(now: Date): Promise<void> {
    const cast = await castAt(now);
    const open = connection.collection('requests').find({ status: { $ne: 'closed' } });
    for await (const { _id, rev, state, events } of open) {
      const news = `${String(_id)}:${String(rev)}`;
      if (known.has(news)) continue;
      known.add(news);
      // The product's own documents: a request with its events.
      const { request, events: past } = { request: state, events } as Case;
      if (!isNewsToAct(past)) continue;
      const about = String(_id);
      const fresh = intentionsFor({ request, events: past }, cast);
      waiting = [...waiting.filter((one) => one.about !== about), ...fresh.map((one) => ({ ...one, about }))];
    }
  }

  /** Everybody whose time has come does one thing, the longest waiting first. */
  async function work(filings: readonly Intention[], now: Date): Promise<void> {
    const due = [...filings, ...waiting.toSorted((left, right) => left.at.getTime() - right.at.getTime())];
    const busy = new Set<number>();
    const going: Act[] = [];
    const later: Intention[] = [];
    for (const intention of due) {
      if (intention.at > now || busy.has(intention.person)) later.push(intention);
      else {
        const { person, bot } = intention;
        busy.add(person);
        going.push(intention.act(createPhone({ url, city, person, bot })));
      }
    }
    waiting = later;
    acts += going.length;
    await stepByStep(going);
  }

  /** Removes what was sent days ago, as the product does later: without indexes it slows down every query. */
  async function forgetDeliveries(now: Date): Promise<void> {
    const before = new Date(now.getTime() - KEEP_DELIVERIES_HOURS * HOUR_MS);
    await connection.collection('deliveries').deleteMany({ endedAt: { $lt: before } });
  }

  /** Lets each act do its next step; resolves to those that are not finished. */
  async function stepOnce(together: readonly Act[]): Promise<Act[]> {
    const results = await Promise.allSettled(together.map((act) => act.next()));
    abandoned += results.filter(({ status }) => status === 'rejected').length;
    return together.filter((_, index) => {
      const result = results[index];
      return result?.status === 'fulfilled' && result.value.done !== true;
    });
  }

  async function stepByStep(all: readonly Act[]): Promise<void> {
    let going = all;
    while (going.length > 0) {
      const next: Act[] = [];
      for (let from = 0; from < going.length; from += AT_ONCE) {
        next.push(...(await stepOnce(going.slice(from, from + AT_ONCE))));
      }
      await city.idle();
      going = next;
    }
  }

  const began = await advanceTo(city, WORKING_HOURS[0], timeZone);
  let filed = 0;
  for (let day = 0; day < days; day += 1) {
    for (const [index, hour] of WORKING_HOURS.entries()) {
      const now = day === 0 && index === 0 ? began : await advanceTo(city, hour, timeZone);
      const share = (day * WORKING_HOURS.length + index + 1) / (days * WORKING_HOURS.length);
      const filings: Intention[] = [];
      for (; filed < Math.round(requests * share); filed += 1) {
        const person = citizens[filed % citizens.length] ?? 0;
        const wish = wishIn(organization, chance);
        filings.push({ person, bot: 'citizen', at: now, act: (phone) => fileRequest(phone, wish) });
      }
      await notice(now);
      await work(filings, now);
    }
    await forgetDeliveries(await city.now());
    onDay(day + 1);
  }
  return { began, ended: await city.now(), acts, abandoned };
}

/** Moves the clock hour by hour until it shows that hour of the day. */
async function advanceTo(city: CityClient, hour: number, timeZone: string): Promise<Date> {
  let now = await city.now();
  const goal = nextTimeOfDay(now, hour, timeZone);
  while (now < goal) {
    const left = goal.getTime() - now.getTime();
    now = await city.advance({ advanceSeconds: Math.min(left, HOUR_MS) / 1000 });
  }
  return now;
}

async function arrive(city: CityClient, count: number): Promise<readonly number[]> {
  const citizens: number[] = [];
  for (let index = 1; index <= count; index += 1) {
    citizens.push(await city.createPerson({ name: `شهروند ${index}`, languageCode: 'fa' }));
  }
  return citizens;
}

function wishIn(organization: Organization, chance: Chance) {
  const isConnected = chance.happens(SHARE_CONNECTED);
  const districts = organization.districts.filter(({ connected }) => connected === isConnected);
  const district = chance.pick(districts.length === 0 ? organization.districts : districts);
  const categories = organization.groups.flatMap((group) => group.categories);
  const fitting = categories.filter(({ code }) => {
    const goes = organization.route({ category: code, district: district.code });
    return (goes.kind === 'position') === isConnected;
  });
  return drawWish(chance.pick(fitting.length === 0 ? categories : fitting), district, chance);
}

/** True if the newest event gives somebody a new decision to make; a reminder, for instance, does not. */
function isNewsToAct(events: Case['events']): boolean {
  switch (events.at(-1)?.type) {
    case 'reminded':
    case 'remindedOverdue':
    case 'overdue':
      return false;
    default:
      return true;
  }
}
