import type { BotRole } from '../channel/bot.js';
import type { CityClient, PhoneMessage } from './city-client.js';

/** A person whose phone is watched. */
export interface Phone {
  readonly person: number;
  readonly bot: BotRole;
  /** The person's name in the transcript. */
  readonly owner: string;
  /** It is no phone but a screen of another system. */
  readonly screen?: Screen;
}

/** The cartable of a position in the office automation, or what the operators of the registry of calls see. */
export type Screen = { readonly kind: 'desk'; readonly position: string } | { readonly kind: 'registry' };

/** Something that became visible on a phone. */
export interface Sight {
  readonly phone: Phone;
  /** The product's time when it was seen. */
  readonly at: Date;
  readonly kind: 'sent' | 'received' | 'edited' | 'deleted' | 'pressed';
  readonly messageId: number;
  /** Text, caption or, for a press, the button. */
  readonly text: string;
  readonly media: readonly string[];
  readonly replyTo?: number;
  /** Texts of the inline buttons, row by row. */
  readonly buttons: readonly (readonly string[])[];
}

/** Watches several phones and notes what becomes visible on them, in order. */
export interface Watch {
  readonly sights: readonly Sight[];
  /** Checks every phone and records what is new or changed since the last check. */
  look(): Promise<void>;
  notePress(phone: Phone, messageId: number, button: string): Promise<void>;
}

/** Starts watching; `onSight` is called with each sight as it is recorded. */
export function watchPhones(
  city: CityClient,
  phones: readonly Phone[],
  onSight: (sight: Sight) => void = () => undefined,
): Watch {
  const sights: Sight[] = [];
  const known = new Map<string, string>();

  function shownOn({ person, bot, screen }: Phone): Promise<readonly PhoneMessage[]> {
    if (screen === undefined) return city.chat(person, bot);
    return screen.kind === 'desk' ? city.office.letters(screen.position) : city.registry.lines();
  }

  function note(sight: Sight): void {
    sights.push(sight);
    onSight(sight);
  }

  return {
    sights,
    async look() {
      const at = await city.now();
      for (const phone of phones) {
        for (const message of await shownOn(phone)) {
          const key = `${phone.owner}:${phone.bot}:${phone.person}:${message.messageId}`;
          const now = fingerprint(message);
          const before = known.get(key);
          if (before === now) continue;
          known.set(key, now);
          note(sightOf(phone, message, at, before !== undefined));
        }
      }
    },
    async notePress(phone, messageId, button) {
      const at = await city.now();
      note({ phone, at, kind: 'pressed', messageId, text: button, media: [], buttons: [] });
    },
  };
}

function fingerprint({ text, caption, keyboard, deleted }: PhoneMessage): string {
  return JSON.stringify([text, caption, keyboard, deleted]);
}

function sightOf(phone: Phone, message: PhoneMessage, at: Date, isChange: boolean): Sight {
  const { messageId, media = [], replyTo, keyboard = [], deleted, from } = message;
  const change = deleted ? 'deleted' : 'edited';
  return {
    phone,
    at,
    kind: isChange ? change : from === 'bot' ? 'received' : 'sent',
    messageId,
    text: message.text ?? message.caption ?? '',
    media,
    ...(replyTo === undefined ? {} : { replyTo }),
    buttons: keyboard.map((row) => row.map(({ text }) => text)),
  };
}
