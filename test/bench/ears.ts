import type { BotRole } from '../../src/channel/bot.js';

/** Hears from the simulated Telegram in whose chats something has happened, so that nobody has to keep looking. */
export interface Ears {
  /** How often something has happened in the chats of a person. */
  heard(person: number): number;
  /** Resolves once more has happened than `heard` said. Rejects after a minute. */
  more(person: number, heard: number): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Something that has happened in a chat. */
export interface Heard {
  readonly type: string;
  readonly person?: number;
  readonly bot?: BotRole;
}

/** Opens the event stream of the simulator at this address; `onHeard` is told of each event. */
export async function openEars(
  address: string,
  onHeard: (event: Heard) => void = () => undefined,
): Promise<Ears> {
  const counts = new Map<number, number>();
  const waiting = new Map<number, () => void>();
  const closing = new AbortController();
  const response = await fetch(`${address}/simulator/api/events`, { signal: closing.signal });
  // Where the simulator ends nothing more is heard, and whoever waits for something says so.
  const listening = listen().catch(() => undefined);

  async function listen(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body ?? []) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('data: ')) hear(line.slice('data: '.length));
    }
  }

  function hear(data: string): void {
    // The stream is the simulator's own and its tests hold it to this shape.
    const event = JSON.parse(data) as Heard;
    const { person } = event;
    onHeard(event);
    if (person === undefined) return;
    counts.set(person, (counts.get(person) ?? 0) + 1);
    waiting.get(person)?.();
  }

  const heard = (person: number) => counts.get(person) ?? 0;

  return {
    heard,
    async more(person, before) {
      if (heard(person) > before) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve, reject) => {
        waiting.set(person, resolve);
        timer = setTimeout(() => reject(new Error(`Nothing has come to ${person}.`)), PATIENCE_MS);
      }).finally(() => {
        clearTimeout(timer);
        waiting.delete(person);
      });
    },
    async close() {
      closing.abort();
      await listening;
    },
  };
}
