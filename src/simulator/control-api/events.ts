import type { Request, Response } from 'express';
import type { BotRole } from '../../channel/bot.js';
import { beginEventStream } from '../event-stream.js';
import type { StateChange } from '../state.js';
import type { Telegram } from '../telegram.js';

/** What the page hears of, so that it knows what to fetch again. */
interface SimulatorEvent {
  readonly type: 'message' | 'edit' | 'delete' | 'people' | 'clock' | 'requests';
  readonly person?: number;
  readonly bot?: BotRole;
}

/** Server-sent events for pages. */
export interface EventStream {
  serve(request: Request, response: Response): void;
  /** Ends all streams. */
  stop(): void;
}

/** Requests change with what bots say; they are announced once for what comes within this time. */
const REQUESTS_PAUSE_MS = 250;
const HEARTBEAT_MS = 15_000;

export function createEventStream({ store, wallClock }: Pick<Telegram, 'store' | 'wallClock'>): EventStream {
  const open = new Set<Response>();
  const ended = new AbortController();
  let willAnnounceRequests = false;

  function send(event: SimulatorEvent): void {
    for (const response of open) response.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  async function announceRequests(): Promise<void> {
    if (willAnnounceRequests || open.size === 0) return;
    willAnnounceRequests = true;
    await wallClock.sleep(REQUESTS_PAUSE_MS, ended.signal);
    willAnnounceRequests = false;
    send({ type: 'requests' });
  }

  const unsubscribe = store.subscribe((change) => {
    const event = toEvent(change);
    if (event) send(event);
    if (change.type === 'clock' || (change.type === 'message' && change.stored.from === 'bot')) {
      void announceRequests();
    }
  });

  return {
    serve(_request, response) {
      beginEventStream(response);
      const closed = new AbortController();
      open.add(response);
      response.on('close', () => {
        open.delete(response);
        closed.abort();
      });
      void keepAlive(response, closed.signal);
    },
    stop() {
      unsubscribe();
      ended.abort();
      for (const response of open) response.end();
      open.clear();
    },
  };

  async function keepAlive(response: Response, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await wallClock.sleep(HEARTBEAT_MS, signal);
      if (!signal.aborted) response.write(': still here\n\n');
    }
  }
}

function toEvent(change: StateChange): SimulatorEvent | undefined {
  switch (change.type) {
    case 'message': {
      const { stored, personId: person, bot } = change;
      const isEdit = stored.message.edit_date !== undefined || stored.reaction !== undefined;
      return { type: stored.deleted ? 'delete' : isEdit ? 'edit' : 'message', person, bot };
    }
    case 'person':
      return { type: 'people', person: change.person.id };
    case 'chat':
      return { type: 'people', person: change.personId, bot: change.bot };
    case 'clock':
      return { type: 'clock' };
    default:
      return undefined;
  }
}
