import { z } from 'zod';
import { canonicalText } from '../text/persian.js';
import type { GamAct, GamActContent, GamLetter, GamPort, GamReceipt } from './gam-port.js';
import type { GamMapping } from './mapping.js';

/** Gam cannot be reached, or has answered that it cannot serve now; it says nothing that is not known from the status. */
export class GamAway extends Error {
  override readonly name = 'GamAway';
}

export interface HttpGamOptions {
  /** The address of Gam's API, without a slash at its end. */
  readonly url: string;
  /** What every call carries in its `Authorization` header. */
  readonly token: string;
  readonly mapping: GamMapping;
}

/** Milliseconds after which a call counts as failed. */
const TIMEOUT_MS = 20_000;
/** Statuses that say nothing about the letter: later the same call may succeed. */
const LATER: ReadonlySet<number> = new Set([401, 403, 408, 425, 429]);
/** Code points of Gam's reason that are kept. */
const MOST_OF_REASON = 300;

/** Gam over HTTP and JSON, with the names of the mapping. */
export function createHttpGam({ url, token, mapping }: HttpGamOptions): GamPort {
  const ours = new Map(Object.entries(mapping.positions).map(([code, theirs]) => [theirs, code]));

  async function call(method: string, path: string, body?: object): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${url}/${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new GamAway('Gam cannot be reached.', { cause });
    }
    if (response.status >= 500 || LATER.has(response.status)) {
      throw new GamAway(`Gam answered ${response.status}.`);
    }
    return response;
  }

  async function hand(method: string, path: string, letter: GamLetter): Promise<GamReceipt> {
    const response = await call(method, pathOf(path, letter.id), written(letter));
    const answer = await jsonOf(response);
    if (!response.ok) return { kind: 'refused', because: reasonIn(answer) ?? `HTTP ${response.status}` };
    const indicator = answer[mapping.letter.indicator];
    return typeof indicator === 'string' && indicator !== ''
      ? { kind: 'taken', indicator }
      : { kind: 'taken' };
  }

  function written(letter: GamLetter): object {
    const { letter: names, priorities, positions } = mapping;
    return {
      [names.id]: letter.id,
      [names.version]: letter.version,
      [names.kind]: mapping.kind,
      [names.priority]: letter.isUrgent ? priorities.urgent : priorities.usual,
      [names.receiverCode]: positions[letter.position] ?? letter.position,
      [names.receiverTitle]: letter.receiver,
      [names.subject]: letter.subject,
      [names.text]: letter.text,
      [names.standing]: letter.standing,
      [names.marginNotes]: letter.marginNotes,
      [names.trackingCode]: letter.trackingCode,
      [names.deadline]: letter.deadline?.toISOString() ?? null,
      [names.links]: letter.links,
    };
  }

  function readAct(given: unknown): readonly GamAct[] {
    const { act: names } = mapping;
    const parsed = z.record(z.string(), z.unknown()).safeParse(given);
    if (!parsed.success) return [];
    const text = (name: string) => {
      const value = parsed.data[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    };
    const id = text(names.id);
    const number = Number(text(names.number));
    // Without an id nothing can be said about it, to anybody.
    if (id === '') return [];
    const signer = text(names.signer).trim();
    return [
      {
        id,
        letter: text(names.letter),
        number: Number.isSafeInteger(number) && number > 0 ? number : 1,
        ...(signer === '' ? {} : { signer }),
        content: contentOf(text),
      },
    ];
  }

  function contentOf(text: (name: string) => string): GamActContent {
    const { act: names, actKinds, outcomes } = mapping;
    const words = text(names.text);
    const day = text(names.day).trim();
    const to = text(names.receiver).trim();
    switch (keyOf(actKinds, text(names.kind))) {
      case 'answer': {
        const outcome = keyOf(outcomes, text(names.outcome));
        return outcome === undefined
          ? { kind: 'unreadable' }
          : { kind: 'answer', outcome, text: words, ...(day === '' ? {} : { day }) };
      }
      case 'question':
        return { kind: 'question', text: words };
      case 'referral':
        return {
          kind: 'referral',
          to: ours.get(to) ?? to,
          ...(words.trim() === '' ? {} : { note: words }),
        };
      default:
        return { kind: 'unreadable' };
    }
  }

  return {
    put: (letter) => hand('POST', mapping.paths.put, letter),
    update: (letter) => hand('PUT', mapping.paths.update, letter),
    withdraw: (letter) => hand('POST', mapping.paths.withdraw, letter),

    async fetchActs() {
      const response = await call('GET', mapping.paths.acts);
      const list = (await jsonOf(response))[mapping.act.list];
      if (!response.ok || !Array.isArray(list)) throw new GamAway('Gam gave no list of acts.');
      return list.flatMap(readAct);
    },

    async giveReceipt(act, result) {
      const { accepted, sentence } = mapping.receipt;
      // A receipt that Gam does not want any more is none that could be given again.
      await call('POST', pathOf(mapping.paths.receipt, act), {
        [accepted]: result.kind === 'accepted',
        [sentence]: result.kind === 'accepted' ? '' : result.sentence,
      });
    },
  };
}

function pathOf(path: string, id: string): string {
  return path.replace('{id}', encodeURIComponent(id));
}

/** The key that a word of the mapping belongs to, whichever keyboard wrote it. */
function keyOf<Key extends string>(words: Readonly<Record<Key, string>>, word: string): Key | undefined {
  const wanted = canonicalText(word);
  // The keys of a strict object of the mapping are exactly these.
  return (Object.keys(words) as Key[]).find((key) => canonicalText(words[key]) === wanted);
}

async function jsonOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(await response.json().catch(() => undefined));
  return parsed.success ? parsed.data : {};
}

/** The sentence in which Gam says why it refuses, under any of the usual names. */
function reasonIn(answer: Readonly<Record<string, unknown>>): string | undefined {
  const reason = ['error', 'message', 'Error', 'Message', 'detail'].map((key) => answer[key]);
  const said = reason.find((one) => typeof one === 'string' && one.trim() !== '');
  return typeof said === 'string' ? [...said].slice(0, MOST_OF_REASON).join('') : undefined;
}
