import type { Connection } from 'mongoose';
import type { CartableStore } from '../cartables/cartable-store.js';
import type { Clock } from '../clock.js';
import type { Locale } from '../config.js';
import { createLease, createLeaseStore } from '../database/lease.js';
import type { Delivery } from '../deliveries/delivery.js';
import type { Logger } from '../logger.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { PeopleStore } from '../organization/people-store.js';
import type { RequestService } from '../requests/request-service.js';
import type { RequestStore } from '../requests/request-store.js';
import type { Texts } from '../text/texts.js';
import type { ActStore } from './act-store.js';
import { createLetterKeeper, type LetterKeeper } from './follow-requests.js';
import type { GamPort } from './gam-port.js';
import { writeLetter } from './letter.js';
import type { LetterStore, StoredLetter } from './letter-store.js';
import { createGamLink, type GamLink } from './link.js';
import { createTakeAct } from './take-act.js';
import { createGamNews } from './tell-staff.js';

/** The cartables in the office automation Gam (docs/design.md, 4). */
export interface Gam extends LetterKeeper, Omit<GamLink, 'start' | 'tellDue'> {
  /** True if there is a Gam to exchange letters with. */
  readonly isConnected: boolean;
  /** Starts exchanging, and makes the letters that are missing. */
  start(): Promise<void>;
}

export interface GamOptions {
  readonly connection: Connection;
  /** Absent where no Gam is connected: then what is due waits. */
  readonly port?: GamPort;
  readonly letters: LetterStore;
  readonly acts: ActStore;
  /** The address of a file in a letter. */
  readonly linkTo: (file: string) => string;
  readonly requests: RequestService;
  readonly requestStore: Pick<RequestStore, 'find'>;
  readonly cartables: Pick<CartableStore, 'batches'>;
  readonly organization: OrganizationStore;
  readonly people: Pick<PeopleStore, 'listAll'>;
  readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly machineClock: Clock;
  readonly logger: Logger;
  readonly timeZone: string;
  /** The language of the desks. */
  readonly defaultLocale: Locale;
  readonly processId: string;
  readonly epoch: () => number | undefined;
  readonly pollMs: number;
  readonly pollActsMs: number;
}

/** Gam as this process sees it; nothing is exchanged before `start`. */
export function createGam(options: GamOptions): Gam {
  const { organization, texts, clock, machineClock, logger, timeZone } = options;
  const locale = options.defaultLocale;
  const news = createGamNews(options);
  const letterRefused = (letter: StoredLetter) => news.letterRefused(letter, clock.now());
  const keeper = createLetterKeeper({
    ...options,
    requests: options.requestStore,
    onDue: () => link?.tellDue(),
  });
  const link = options.port === undefined ? undefined : openLink(options.port);

  function openLink(port: GamPort): GamLink {
    return createGamLink({
      ...options,
      port,
      requests: options.requestStore,
      takeAct: createTakeAct({
        ...options,
        locale,
        setAside: news.setAside,
        fileSetAside: news.fileSetAside,
        letterRefused,
      }),
      async write(letter, stored) {
        const speech = {
          organization: await organization.current(),
          locale,
          now: clock.now(),
          timeZone,
          texts,
        };
        return writeLetter(letter, stored, { ...speech, linkTo: options.linkTo });
      },
      onRefused: letterRefused,
      lease: createLease({
        store: createLeaseStore(options.connection),
        name: 'gam',
        owner: options.processId,
        clock: machineClock,
        logger,
        epoch: options.epoch,
      }),
    });
  }

  return {
    ...keeper,
    isConnected: link !== undefined,
    wake: () => link?.wake(),
    isIdle: () => link?.isIdle() ?? true,
    isQuiet: async () => (await link?.isQuiet()) ?? true,
    isUp: () => link?.isUp() ?? true,
    async start() {
      await keeper.catchUp();
      link?.start();
    },
    async stop() {
      await link?.stop();
    },
  };
}
