import { z } from 'zod';
import { actNumber, readActContent } from './act-content.js';
import { type GamAct, GamAway, type GamLetter, type GamPort, type GamReceipt } from './gam-port.js';
import type { HttpMapping } from './mapping.js';

export interface HttpGamOptions {
  /** The address of Gam's API, without a slash at its end. */
  readonly url: string;
  /** What every call carries in its `Authorization` header. */
  readonly token: string;
  readonly mapping: HttpMapping;
}

/** Milliseconds after which a call counts as failed. */
const TIMEOUT_MS = 20_000;
/** Statuses that say nothing about the letter: later the same call may succeed. */
const LATER: ReadonlySet<number> = new Set([401, 403, 408, 425, 429]);
/** Code points of Gam's reason that are kept. */
const MOST_OF_REASON = 300;

/** Gam over HTTP and JSON, with the names of the mapping. */
export function createHttpGam({ url, token, mapping }: HttpGamOptions): GamPort {
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
    // Without an id nothing can be said about it, to anybody.
    if (id === '') return [];
    const signer = text(names.signer).trim();
    return [
      {
        id,
        letter: text(names.letter),
        number: actNumber(text(names.number)),
        ...(signer === '' ? {} : { signer }),
        content: readActContent(
          {
            kind: text(names.kind),
            text: text(names.text),
            outcome: text(names.outcome),
            day: text(names.day),
            receiver: text(names.receiver),
          },
          mapping,
        ),
      },
    ];
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
