import type { StoredDelivery } from '../../../src/deliveries/delivery.js';
import { parseTrackingCode, type TrackingCode } from '../../../src/text/tracking-code.js';
import { plain } from './must-hear.js';
import type { Players } from './players.js';
import type { World } from './world.js';

/** Something that somebody has read on his phone, and relies on from then on. */
export type Acknowledgement =
  | { readonly kind: 'filed'; readonly person: number; readonly code: TrackingCode }
  | { readonly kind: 'answered'; readonly person: number; readonly code: TrackingCode }
  | { readonly kind: 'rated'; readonly person: number; readonly code: TrackingCode; readonly score: number }
  | { readonly kind: 'objected'; readonly person: number; readonly code: TrackingCode };

/** The notebook of an experiment: what was acknowledged to whom. The program's database has no say in it. */
export interface Book {
  readonly acknowledged: readonly Acknowledgement[];
  /** What the program says of its messages, also of those that it has forgotten since. */
  readonly deliveries: readonly StoredDelivery[];
  /** Looks at every phone and writes down what is new. */
  look(): Promise<void>;
}

const CODE = /[۰-۹]{3}-[۰-۹]{3}-[۰-۹]{4}/;
const RATED = /نمره شما: ([۱-۵]) از ۵/;
const DIGITS = '۰۱۲۳۴۵۶۷۸۹';

/** The book of a world in which these people play. */
export function createBook(world: World, players: Pick<Players, 'managers'>): Book {
  const { city, citizens } = world;
  const entries = new Map<string, Acknowledgement>();
  const deliveries = new Map<string, StoredDelivery>();

  function note(entry: Acknowledgement): void {
    entries.set(JSON.stringify(entry), entry);
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat list of what a message can acknowledge.
  async function lookAtCitizen(person: number): Promise<void> {
    for (const { from, text = '', keyboard = [] } of await city.chat(person, 'citizen')) {
      const code = from === 'bot' ? codeIn(text) : undefined;
      if (code === undefined) continue;
      if (text.includes('ثبت شد: درخواست') || text.includes('درخواست شما ثبت شد.')) {
        note({ kind: 'filed', person, code });
      }
      if (text.includes('اعتراض شما به درخواست')) note({ kind: 'objected', person, code });
      for (const button of keyboard.flat()) {
        const [, score] = RATED.exec(button.text) ?? [];
        if (score !== undefined) note({ kind: 'rated', person, code, score: DIGITS.indexOf(score) });
      }
    }
  }

  async function lookAtManager(person: number): Promise<void> {
    for (const { from, text = '' } of await city.chat(person, 'staff')) {
      const code = from === 'bot' && text.includes('پاسخ شما به درخواست') ? codeIn(text) : undefined;
      if (code !== undefined && text.includes('ثبت شد و برای شهروند می‌رود')) {
        note({ kind: 'answered', person, code });
      }
    }
  }

  return {
    get acknowledged() {
      return [...entries.values()];
    },
    get deliveries() {
      return [...deliveries.values()];
    },
    async look() {
      for (const delivery of await world.connection.collection('deliveries').find().toArray()) {
        // The collection holds nothing but the product's own documents.
        deliveries.set(String(delivery._id), delivery as unknown as StoredDelivery);
      }
      for (const person of citizens) await lookAtCitizen(person);
      for (const person of players.managers) await lookAtManager(person);
    },
  };
}

function codeIn(text: string): TrackingCode | undefined {
  const [shown] = CODE.exec(plain(text)) ?? [];
  const parsed = shown === undefined ? undefined : parseTrackingCode(shown);
  return parsed?.ok === true ? parsed.code : undefined;
}
