import { assertNever } from '../assert-never.js';
import { bulletinsFor } from '../bulletins/bulletin.js';
import type { DescribeGam, GamMatter } from '../bulletins/gam-message.js';
import type { Delivery } from '../deliveries/delivery.js';
import type { PeopleStore, StaffPerson } from '../organization/people-store.js';
import type { RequestStore } from '../requests/request-store.js';
import type { ActStore, StoredAct } from './act-store.js';
import type { LetterStore, StoredLetter } from './letter-store.js';

/** Tells staff, each once, what went wrong between us and Gam. */
export interface GamNews {
  /** The operators read an answer that came too late, with what it answers. */
  setAside(act: StoredAct): Promise<void>;
  /** The administrators hear of a file of Gam that cannot be read. */
  fileSetAside(act: StoredAct): Promise<void>;
  /** The administrators hear that Gam does not take a letter. */
  letterRefused(letter: StoredLetter, at: Date): Promise<void>;
}

/** The news on the deliveries. */
export function createGamNews(options: {
  readonly people: Pick<PeopleStore, 'listAll'>;
  readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
}): GamNews {
  const { people, announce } = options;

  async function those(role: StaffPerson['roles'][number]): Promise<readonly string[]> {
    const staff = await people.listAll();
    const having = (wanted: typeof role) => staff.filter(({ roles }) => roles.includes(wanted));
    const found = having(role);
    // Somebody has to hear of it.
    return (found.length > 0 ? found : having('administrator')).map(({ _id }) => _id);
  }

  return {
    async setAside({ _id: act, at }) {
      const bulletins = [{ kind: 'gamSetAside', act } as const];
      const operators = await those('operator');
      await announce(
        operators.flatMap((person) => bulletinsFor(person, { name: `gamAct:${act}`, at, bulletins })),
      );
    },

    async fileSetAside({ _id: act, at }) {
      const bulletins = [{ kind: 'gamFile', act } as const];
      const administrators = await those('administrator');
      await announce(
        administrators.flatMap((person) => bulletinsFor(person, { name: `gamAct:${act}`, at, bulletins })),
      );
    },

    async letterRefused({ _id: letter, wanted }, at) {
      const bulletins = [{ kind: 'gamRefused', letter } as const];
      const administrators = await those('administrator');
      await announce(
        administrators.flatMap((person) =>
          bulletinsFor(person, { name: `gamLetter:${letter}:${wanted}`, at, bulletins }),
        ),
      );
    },
  };
}

/** Finds what a bulletin about Gam is about, when it is sent. */
export function createDescribeGam(options: {
  readonly acts: Pick<ActStore, 'find'>;
  readonly letters: Pick<LetterStore, 'find'>;
  readonly requests: Pick<RequestStore, 'find'>;
}): DescribeGam {
  const { acts, letters, requests } = options;

  async function refusedLetter(id: string): Promise<GamMatter | undefined> {
    const letter = await letters.find(id);
    const stored = letter === undefined ? undefined : await requests.find(letter.code);
    if (letter?.refusedBecause === undefined || stored === undefined) return undefined;
    const { position, refusedBecause: because } = letter;
    return { kind: 'letter', request: stored.request, position, because };
  }

  async function lateAnswer(id: string): Promise<GamMatter | undefined> {
    const act = await acts.find(id);
    const stored = act?.code === undefined ? undefined : await requests.find(act.code);
    if (act?.position === undefined || stored === undefined) return undefined;
    const { position, sentence = '', words = '' } = act;
    return { kind: 'answer', request: stored.request, position, because: sentence, answer: words };
  }

  async function brokenFile(id: string): Promise<GamMatter | undefined> {
    const { file, sentence = '' } = (await acts.find(id)) ?? {};
    return file === undefined ? undefined : { kind: 'file', file, because: sentence };
  }

  return (bulletin) => {
    switch (bulletin.kind) {
      case 'gamRefused':
        return refusedLetter(bulletin.letter);
      case 'gamSetAside':
        return lateAnswer(bulletin.act);
      case 'gamFile':
        return brokenFile(bulletin.act);
      default:
        return assertNever(bulletin);
    }
  };
}
