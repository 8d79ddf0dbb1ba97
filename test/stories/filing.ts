import type { CityClient } from '../../src/story/city-client.js';
import type { Phone } from '../../src/story/phones.js';
import { waitForQuiet } from '../../src/story/stage.js';
import { parseTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';

/** A place in district 9 of the example city, which is connected and whose chain of civil works is complete. */
export const IN_DISTRICT_9 = { latitude: 36.38, longitude: 59.48 };
/** Said where somebody has filed the same at the same place before. */
const NO_OTHER = 'نه، درخواست من چیز دیگری است';
/** Said where somebody has registered another request a short while before. */
const NEW_ONE = 'نه، درخواست تازه است';
const SHOWN_CODE = /[۰-۹]{3}-[۰-۹]{3}-[۰-۹]{4}/;

/** A request as the simulator's page gets it. */
export interface ShownRequest {
  readonly code: TrackingCode;
  readonly status: string;
  readonly dueAt?: string;
  readonly chain: readonly { readonly position: string; readonly state: string; readonly vacant: boolean }[];
}

/**
 * Files a pothole in district 9 in the usual way, with one text, a place and one press, and one more press for each
 * thing that the bot asks on the way; resolves to its code.
 */
export async function fileRequest(
  city: CityClient,
  { person, bot }: Phone,
  text = 'چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.',
): Promise<TrackingCode> {
  await city.send(person, bot, { text });
  await waitForQuiet(city);
  await sayItIsNew(city, { person, bot });
  await pressIfAsked(city, { person, bot }, 'چاله و خرابی آسفالت');
  await city.send(person, bot, { location: IN_DISTRICT_9 });
  await waitForQuiet(city);
  await pressIfAsked(city, { person, bot }, NO_OTHER);
  await pressNewest(city, { person, bot }, 'ثبت');
  return codeSeenBy(city, { person, bot });
}

/** Says that what was sent soon after a registration is a request of its own, where that is asked. */
export function sayItIsNew(city: CityClient, phone: Pick<Phone, 'person' | 'bot'>): Promise<void> {
  return pressIfAsked(city, phone, NEW_ONE);
}

/** Says that it is not the request of somebody else nearby, where that is asked. */
export function sayItIsAnother(city: CityClient, phone: Pick<Phone, 'person' | 'bot'>): Promise<void> {
  return pressIfAsked(city, phone, NO_OTHER);
}

/** Presses a button where the newest message has it. */
async function pressIfAsked(
  city: CityClient,
  phone: Pick<Phone, 'person' | 'bot'>,
  button: string,
): Promise<void> {
  const newest = (await city.chat(phone.person, phone.bot)).at(-1)?.keyboard?.flat() ?? [];
  if (newest.some(({ text }) => text.includes(button))) await pressNewest(city, phone, button);
}

/** Presses the button with this text on the newest message that has it, and waits until all is quiet. */
export async function pressNewest(
  city: CityClient,
  { person, bot }: Pick<Phone, 'person' | 'bot'>,
  button: string,
): Promise<{ readonly text?: string; readonly showAlert: boolean }> {
  const messages = await city.chat(person, bot);
  const target = messages.findLast(({ keyboard = [] }) =>
    keyboard.flat().some(({ text }) => text.includes(button)),
  );
  if (target === undefined) throw new Error(`There is no button «${button}».`);
  const answer = await city.press(person, bot, target.messageId, button);
  await waitForQuiet(city);
  return answer;
}

/** The tracking code that a person saw last. */
export async function codeSeenBy(
  city: CityClient,
  { person, bot }: Pick<Phone, 'person' | 'bot'>,
): Promise<TrackingCode> {
  const texts = (await city.chat(person, bot)).flatMap(({ text }) => text ?? []);
  const shown = texts.findLast((text) => SHOWN_CODE.test(text));
  const parsed = parseTrackingCode(SHOWN_CODE.exec(shown ?? '')?.[0] ?? '');
  if (!parsed.ok) throw new Error('No tracking code was shown.');
  return parsed.code;
}

/** The latest requests of a city, the newest first. */
export async function requestsIn({ url }: { readonly url: string }): Promise<readonly ShownRequest[]> {
  const response = await fetch(`${url}/simulator/api/requests`);
  // The simulator's page relies on the same shape.
  return (await response.json()) as readonly ShownRequest[];
}
