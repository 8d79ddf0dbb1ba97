import {
  type AttachmentService,
  type AttachmentServiceOptions,
  createAttachmentService,
} from '../../src/attachments/attachment-service.js';
import { type AttachmentStore, createAttachmentStore } from '../../src/attachments/attachment-store.js';
import { FilesNotReady } from '../../src/attachments/files-not-ready.js';
import type { BotRole } from '../../src/channel/bot.js';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import type { Attachment } from '../../src/requests/lifecycle/facts.js';
import { createApi } from '../../src/telegram/api.js';
import { TELEGRAM_CAPABILITIES } from '../../src/telegram/capabilities.js';
import { classifyFailure, type Failure } from '../../src/telegram/errors.js';
import type { ReceivedFile } from '../../src/telegram/received-file.js';
import { fileIn } from '../../src/telegram/received-file.js';
import { type RunningSimulator, runSimulator, SILENT, TOKENS } from '../simulator/harness.js';
import type { TestDatabase } from '../support/database.js';
import { prepareHere } from '../support/prepare-here.js';

/** A call of the Bot API: the method, and for each file whether it went by id or in bytes. */
interface Call {
  readonly bot: BotRole;
  readonly method: string;
  readonly files: readonly ('id' | 'bytes')[];
}

/** Files on their way between a citizen and a manager, on a Telegram of their own. */
export interface Post {
  readonly telegram: RunningSimulator;
  readonly clock: MovableClock;
  readonly store: AttachmentStore;
  readonly service: AttachmentService;
  /** The two people. */
  readonly citizen: number;
  readonly manager: number;
  /** The calls of both bots in their order. */
  calls(): readonly Call[];
  forgetCalls(): void;
  /** The calls of one method. */
  made(method: string): readonly Call[];
  /** A person sends a file to a bot; what the bot received. */
  received(content: object, bot?: BotRole): Promise<ReceivedFile>;
  /** The same, given to the service to keep. */
  kept(content: object, bot?: BotRole): Promise<Attachment>;
  /** A file that Telegram says is not available now. */
  unavailable(): Promise<Attachment>;
  sendToManager(...attachments: Attachment[]): Promise<readonly number[]>;
  sendToCitizen(...attachments: Attachment[]): Promise<readonly number[]>;
  /** Sends to whichever of the two people has that bot. */
  sendTo(bot: BotRole, ...attachments: Attachment[]): Promise<readonly number[]>;
  /** The bytes of a file as that bot has sent it. */
  bytesSent(bot: BotRole, attachment: Attachment): Promise<Buffer>;
  /** Why sending to the manager fails. */
  failure(...attachments: Attachment[]): Promise<Failure['kind'] | 'notYet'>;
  /** What the manager sees in his chat. */
  seen(): Promise<readonly { readonly media: unknown; readonly inAlbum: boolean }[]>;
  /** Switches a fault of Telegram on. */
  fault(body: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** A sender who has agreed that their files are stored. */
export const AGREED = { hasAgreed: true };

/** Opens the post on an empty database. */
export async function openPost(
  { connection }: TestDatabase,
  prepareFile: AttachmentServiceOptions['prepareFile'] = prepareHere,
): Promise<Post> {
  await connection.dropDatabase();
  const telegram = await runSimulator();
  const citizen = await telegram.startedPerson('citizen', 'زهرا کریمی');
  const manager = await telegram.startedPerson('staff', 'حسن رضایی');
  const clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  let calls: Call[] = [];
  const service = createAttachmentService({
    connection,
    apis: { citizen: watchedApi('citizen'), staff: watchedApi('staff') },
    capabilities: { citizen: TELEGRAM_CAPABILITIES, staff: TELEGRAM_CAPABILITIES },
    apiRoots: { citizen: `${telegram.address}/telegram`, staff: `${telegram.address}/telegram` },
    tokens: TOKENS,
    prepareFile,
    clock,
    logger: SILENT,
  });

  function watchedApi(bot: BotRole) {
    const api = createApi({ token: TOKENS[bot], apiRoot: `${telegram.address}/telegram` });
    api.config.use((previous, method, payload, signal) => {
      calls.push({ bot, method, files: filesOf(method, payload) });
      return previous(method, payload, signal);
    });
    return api;
  }

  async function received(content: object, bot: BotRole = 'citizen'): Promise<ReceivedFile> {
    const person = bot === 'citizen' ? citizen : manager;
    await telegram.control('POST', `/people/${person}/messages`, { bot, ...content });
    const { body } = await telegram.call(bot, 'getUpdates', { offset: -1 });
    const [update] = body.result as { message: object }[];
    const file = update === undefined ? undefined : fileIn(update.message);
    if (file === undefined) throw new Error('The message has no file.');
    return { bot, ...file };
  }

  async function sendTo(bot: BotRole, ...attachments: readonly Attachment[]) {
    const chatId = bot === 'citizen' ? citizen : manager;
    const sent = await service.send({ bot, chatId, attachments });
    if (sent.kind === 'notYet') throw new FilesNotReady();
    return sent.messageIds;
  }
  const sendToManager = (...attachments: Attachment[]) => sendTo('staff', ...attachments);
  const sendToCitizen = (...attachments: Attachment[]) => sendTo('citizen', ...attachments);

  const store = createAttachmentStore(connection);

  async function bytesSent(bot: BotRole, { id }: Attachment): Promise<Buffer> {
    const [stored] = await store.findMany([id]);
    const { body } = await telegram.call(bot, 'getFile', { file_id: stored?.sentIds?.[bot] ?? '' });
    const { file_path } = body.result as { file_path: string };
    const download = await fetch(`${telegram.address}/telegram/file/bot${TOKENS[bot]}/${file_path}`);
    return Buffer.from(await download.arrayBuffer());
  }

  return {
    telegram,
    clock,
    store,
    service,
    sendTo,
    bytesSent,
    sendToCitizen,
    citizen,
    manager,
    calls: () => calls,
    forgetCalls() {
      calls = [];
    },
    made: (method) => calls.filter((call) => call.method === method),
    received,
    kept: async (content, bot) => service.keep(await received(content, bot), AGREED),
    async unavailable() {
      const file = await received({ photo: 'garbage' });
      return service.keep({ ...file, fileId: 'an id of another time' }, AGREED);
    },
    sendToManager,
    async failure(...attachments) {
      const error: unknown = await sendToManager(...attachments).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) throw new Error('It was sent.');
      return error instanceof FilesNotReady ? 'notYet' : classifyFailure(error).kind;
    },
    async seen() {
      return (await telegram.chat(manager, 'staff')).map(({ media, mediaGroup }) => ({
        media,
        inAlbum: mediaGroup !== undefined,
      }));
    },
    fault: (body) => telegram.control('POST', '/faults', body),
    stop: () => telegram.stop(),
  };
}

function filesOf(method: string, payload: unknown): ('id' | 'bytes')[] {
  const fields = new Map(Object.entries(payload ?? {}));
  const media: unknown = fields.get('media');
  const field = method.replace('send', '').toLowerCase();
  const inputs = Array.isArray(media)
    ? media.map((item: { media: unknown }) => item.media)
    : [fields.get(field)];
  return inputs
    .filter((input) => input !== undefined)
    .map((input) => (typeof input === 'string' ? 'id' : 'bytes'));
}
