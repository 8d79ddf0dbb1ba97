import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { citizenId } from './people.js';

/** Where updates are posted to. */
export interface WebhookTarget {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const FIRST_UPDATE = 500_000_000;
const FIRST_MESSAGE = 1_000;
/** Connections that Telegram is asked to open at most. */
const CONNECTIONS = 40;
const TICK_MS = 2;

/**
 * Posts so many updates a second for so many seconds, whether or not the earlier ones are answered, each from another
 * person. Resolves to the milliseconds until each answer; rejects when one is no 200.
 */
export async function postUpdates(
  target: WebhookTarget,
  options: { readonly perSecond: number; readonly seconds: number; readonly from: number },
): Promise<readonly number[]> {
  const { perSecond, seconds, from } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const waits: Promise<number>[] = [];
  const started = performance.now();
  const total = perSecond * seconds;
  while (waits.length < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - started) / 1000) * perSecond));
    while (waits.length < due) waits.push(post(target, agent, from + waits.length));
    await pause(TICK_MS);
  }
  try {
    return await Promise.all(waits);
  } finally {
    agent.destroy();
  }
}

/** The first words of somebody who wants to file. */
function updateOf(index: number) {
  const id = citizenId(index);
  return {
    update_id: FIRST_UPDATE + index,
    message: {
      message_id: FIRST_MESSAGE,
      date: Math.floor(Date.now() / 1000),
      chat: { id, type: 'private', first_name: 'شهروند' },
      from: { id, is_bot: false, first_name: 'شهروند', language_code: 'fa' },
      text: 'جلوی دبستان چاله بزرگی است.',
    },
  };
}

async function post({ url, headers = {} }: WebhookTarget, agent: Agent, index: number): Promise<number> {
  const body = JSON.stringify(updateOf(index));
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const posted = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume();
        response.once('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - began);
          else reject(new Error(`A webhook answered ${response.statusCode}.`));
        });
      },
    );
    posted.once('error', reject);
    posted.end(body);
  });
}
