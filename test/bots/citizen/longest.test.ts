import { LOCALES, type Locale } from '../../../src/config.js';
import type { City, Title } from '../../../src/organization/city.js';
import { LONGEST_NAME } from '../../../src/organization/city-schema.js';
import { createRequestStore } from '../../../src/requests/request-store.js';
import { createTrackingCode } from '../../../src/text/tracking-code.js';
import { ALL_EVENTS, requestIn, STAGES } from '../../messages/samples.js';
import type { ViewedMessage } from '../../simulator/harness.js';
import { Anyone } from './anyone.js';
import { type BotAlone, startBotAlone } from './bot-alone.js';
import { type FileFields, takeFiles } from './contents.js';
import type { Deed } from './deeds.js';

/** Code points that Telegram takes in one message, and bytes of the data of a button (docs/telegram.md, 7). */
const LONGEST_MESSAGE = 4_096;
const LONGEST_DATA = 64;
const MOST_PRESSES = 400;

let alone: BotAlone;
let files: readonly FileFields[];
beforeAll(async () => {
  alone = await startBotAlone({ changeCity: stretched });
  files = await takeFiles(alone);
});
afterAll(() => alone?.stop());

/** The city with the longest titles that anybody may give. */
function stretched(city: City): City {
  const stretch = <Named extends { readonly title: Title }>(named: Named): Named => ({
    ...named,
    title: Object.fromEntries(
      LOCALES.map((locale) => [
        locale,
        `${named.title[locale] ?? named.title.fa} ${'ک'.repeat(LONGEST_NAME)}`.slice(0, LONGEST_NAME),
      ]),
    ),
  });
  return {
    ...city,
    units: city.units.map(stretch),
    positions: city.positions.map(stretch),
    groups: city.groups.map((group) => ({
      ...stretch(group),
      categories: group.categories.map(stretch),
    })),
  };
}

/** A person with a request in every stage there is, each with every event and the longest words. */
async function burdened(locale: Locale): Promise<Anyone> {
  const person = await alone.simulator.startedPerson('citizen');
  await alone.introduce(person, locale);
  const store = createRequestStore(alone.database.connection);
  for (const stage of Object.values(STAGES).flat()) {
    const code = createTrackingCode(alone.random);
    const request = requestIn(stage, { code, citizen: String(person), followers: [] });
    await store.insert({ request, events: ALL_EVENTS, nextActionAt: undefined });
    await alone.own(person, code);
  }
  return new Anyone(alone, person, files);
}

/** Every message that a person was shown, as it was at each moment. */
type Shown = Map<string, ViewedMessage>;

describe.each(LOCALES)('with the longest data, in %s', (locale) => {
  const shown: Shown = new Map();
  let anyone: Anyone;
  beforeAll(async () => {
    anyone = await burdened(locale);
  });

  async function does(deed: Deed): Promise<void> {
    expect([deed, await anyone.does(deed)]).toEqual([deed, []]);
    for (const message of anyone.messages) shown.set(JSON.stringify(message), message);
  }
  const says = (text: string) => does({ does: 'writes', text });

  it('shows every request and takes every press on it', async () => {
    await says('/requests');
    const pressed = new Set<string>();
    for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
      const next = anyone.messages
        .flatMap(({ keyboard = [], messageId }) => keyboard.flat().map(({ data }) => ({ data, messageId })))
        .find(({ data = '' }) => data !== '' && !pressed.has(data));
      if (next?.data === undefined) break;
      pressed.add(next.data);
      expect([next.data, await anyone.press(next.data, next.messageId)]).toEqual([next.data, []]);
      for (const message of anyone.messages) shown.set(JSON.stringify(message), message);
    }
    expect(pressed.size).toBeGreaterThan(60);
    expect(pressed.size).toBeLessThan(MOST_PRESSES);
  });

  it('files with as much as fits', async () => {
    await says('/start');
    await says('چاله '.repeat(800));
    await says('و'.repeat(4_000));
    for (let index = 0; index < 12; index += 1)
      await does({ does: 'sends', content: 'photo', caption: 'د'.repeat(1_024) });
    await says('چاله');
    await does({ does: 'presses', choice: 0 });
    await says('خیابان '.repeat(500));
    for (let step = 0; step < 4; step += 1) await does({ does: 'goesOn', choice: 0 });
  });

  it('stays within Telegram’s limits, with every placeholder filled', () => {
    const all = [...shown.values()];
    expect(all.length).toBeGreaterThan(40);
    const texts = all.flatMap(({ text = '' }) => text);
    expect(texts.filter((text) => [...text].length > LONGEST_MESSAGE)).toEqual([]);
    expect(texts.filter((text) => /\{\{|undefined|\[object|Invalid Date/.test(text))).toEqual([]);
    const buttons = all.flatMap(({ keyboard = [] }) => keyboard.flat());
    expect(
      buttons.filter(({ text, data = '' }) => !/\S/.test(text) || Buffer.byteLength(data) > LONGEST_DATA),
    ).toEqual([]);
  });
});
