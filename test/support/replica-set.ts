import { randomBytes } from 'node:crypto';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import mongoose from 'mongoose';

const { BSON } = mongoose.mongo;
type Document = mongoose.mongo.Document;

/**
 * A server that plays a replica set of one member before a server that is none: drivers keep sessions with it,
 * number their writes and repeat them, and elections happen when they are asked for.
 */
export interface ReplicaSet {
  /** The address of a database on it. */
  address(database: string): string;
  /** Steps down, and is elected again after so many milliseconds. What is under way is carried out. */
  stepDown(ms: number): void;
  /** Carries out every nth command, and ends the connection instead of answering it; 0 for none. */
  loseAnswers(every: number): void;
  /**
   * From now on no majority has a write: whoever limits how long they wait for one gets the answer at once that is given
   * then, and whoever does not gets none.
   */
  withholdMajority(): void;
  /** Ends all connections. */
  cut(): void;
  /** Hands on nothing for so many milliseconds. */
  freeze(ms: number): void;
  /** What happened, by name. */
  counts(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

const NAME = 'rs0';
const OP_MSG = 2013;
const HEADER_BYTES = 16;
/** Commands by which a driver asks who is who; the older names are sent before a server is known. */
const HELLO = new Set(['hello', 'isMaster', 'ismaster']);
/** Commands that only a primary takes. */
const WRITES = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'createIndexes',
  'drop',
]);
/** Commands about the connection itself, whose answers are never lost: that would only be another cut. */
const OF_CONNECTION = new Set([...HELLO, 'ping', 'endSessions', 'saslStart', 'saslContinue']);
/** How many answers are remembered for the repetition of their writes. */
const REMEMBERED = 5_000;
const NEVER = new Promise<never>(() => undefined);

/** Opens it before the server at this port of the loopback address. */
export async function openReplicaSet(memberPort: number): Promise<ReplicaSet> {
  const sockets = new Set<Socket>();
  const counts: Record<string, number> = {};
  /** The answers of numbered writes, by session and number. */
  const answered = new Map<string, Promise<Buffer>>();
  let isPrimary = true;
  let electionId = newElection();
  let loseEvery = 0;
  let hasMajority = true;
  let commands = 0;
  let frozen = Promise.resolve();
  let host = '';

  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };

  function serve(caller: Socket): void {
    const member = createConnection({ host: '127.0.0.1', port: memberPort });
    const waiting: ((answer: Buffer) => void)[] = [];
    for (const socket of [caller, member]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        caller.destroy();
        member.destroy();
      });
    }
    readMessages(member, async (answer) => waiting.shift()?.(answer));
    const ask = (message: Buffer) =>
      new Promise<Buffer>((resolve) => {
        waiting.push(resolve);
        member.write(message);
      });
    readMessages(caller, async (message) => {
      await frozen;
      const answer = await answerTo(message, ask);
      if (answer === undefined) caller.destroy();
      else if (!caller.destroyed) caller.write(answer);
    });
  }

  /** Undefined where the answer is lost. */
  async function answerTo(
    message: Buffer,
    ask: (message: Buffer) => Promise<Buffer>,
  ): Promise<Buffer | undefined> {
    const command = commandIn(message);
    const [name = ''] = Object.keys(command);
    if (HELLO.has(name)) return introduce(message, await ask(message));
    if (!isPrimary && WRITES.has(name)) {
      count('writes refused');
      return reply(message, notPrimary(command));
    }
    const answer = await carryOut(command, () => ask(message));
    if (!hasMajority && command['writeConcern']?.w === 'majority') {
      count('writes without a majority');
      const { wtimeout = 0 } = command['writeConcern'];
      return wtimeout === 0 ? NEVER : reply(message, { ...documentIn(answer), ...noMajority(wtimeout) });
    }
    return isLost(name) ? undefined : readdress(answer, message);
  }

  /** The answer of the member, or the one that it gave to the same write before. */
  function carryOut(command: Document, ask: () => Promise<Buffer>): Promise<Buffer> {
    const key = numberOf(command);
    if (key === undefined) return ask();
    const before = answered.get(key);
    if (before !== undefined) count('writes repeated');
    const answer = before ?? ask();
    remember(key, answer);
    return answer;
  }

  /** Whether it is the turn of this command to get no answer. */
  function isLost(name: string): boolean {
    if (loseEvery === 0 || OF_CONNECTION.has(name)) return false;
    commands += 1;
    if (commands % loseEvery !== 0) return false;
    count('answers lost');
    return true;
  }

  function remember(key: string, answer: Promise<Buffer>): void {
    answered.set(key, answer);
    const [oldest] = answered.keys();
    if (answered.size > REMEMBERED && oldest !== undefined) answered.delete(oldest);
  }

  /** What the member says of itself, as a member of the set. */
  function introduce(message: Buffer, answer: Buffer): Buffer {
    const said = documentIn(answer);
    return reply(message, {
      ...said,
      setName: NAME,
      setVersion: 1,
      hosts: [host],
      me: host,
      ...(isPrimary ? { primary: host, electionId } : {}),
      isWritablePrimary: isPrimary,
      ismaster: isPrimary,
      secondary: !isPrimary,
      logicalSessionTimeoutMinutes: 30,
    });
  }

  const server = createServer(serve);
  host = `127.0.0.1:${await listen(server)}`;

  return {
    address: (database) => `mongodb://${host}/${database}?replicaSet=${NAME}`,
    stepDown(ms) {
      isPrimary = false;
      count('elections');
      setTimeout(() => {
        isPrimary = true;
        electionId = newElection();
      }, ms);
    },
    withholdMajority() {
      hasMajority = false;
    },
    loseAnswers(every) {
      loseEvery = every;
    },
    cut() {
      count('cuts');
      for (const socket of sockets) socket.destroy();
    },
    freeze(ms) {
      count('freezes');
      frozen = new Promise((resolve) => {
        setTimeout(resolve, ms);
      });
    },
    counts: () => counts,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Elections are compared by their ids: a later one has to be greater. */
let elections = 0;
function newElection(): mongoose.mongo.ObjectId {
  elections += 1;
  return new mongoose.mongo.ObjectId(elections.toString(16).padStart(24, '0'));
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('It listens to no port.');
  return address.port;
}

/** Cuts a stream into messages of the wire protocol, and handles one after the other. */
function readMessages(socket: Socket, handle: (message: Buffer) => Promise<unknown>): void {
  let rest = Buffer.alloc(0);
  let handling: Promise<unknown> = Promise.resolve();
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (let size = sizeOf(rest); size !== undefined; size = sizeOf(rest)) {
      const message = rest.subarray(0, size);
      rest = rest.subarray(size);
      handling = handling.then(() => handle(message)).catch(() => socket.destroy());
    }
  });
}

/** The bytes of the first message, or undefined if it has not arrived in whole. */
function sizeOf(bytes: Buffer): number | undefined {
  if (bytes.length < 4) return undefined;
  const size = bytes.readInt32LE(0);
  return bytes.length >= size ? size : undefined;
}

/** The command in a message of either kind; an empty one where it is none. */
function commandIn(message: Buffer): Document {
  if (message.readInt32LE(12) === OP_MSG) return documentIn(message);
  // The first greeting of a driver is of the older kind: flags, name of a collection, two numbers, document.
  const name = message.indexOf(0, HEADER_BYTES + 4);
  return BSON.deserialize(message.subarray(name + 1 + 8));
}

/** The document of an answer or a command: after flags and the kind of its section, or after an older head. */
function documentIn(message: Buffer): Document {
  const start = message.readInt32LE(12) === OP_MSG ? HEADER_BYTES + 5 : HEADER_BYTES + 20;
  return BSON.deserialize(message.subarray(start, start + message.readInt32LE(start)));
}

/** Which write of which session a command is, or undefined if it is none that may be repeated. */
function numberOf({ lsid, txnNumber }: Document): string | undefined {
  return txnNumber === undefined ? undefined : `${JSON.stringify(lsid)}:${txnNumber}`;
}

function notPrimary({ txnNumber }: Document): Document {
  return {
    ok: 0,
    code: 10107,
    codeName: 'NotWritablePrimary',
    errmsg: 'not primary',
    ...(txnNumber === undefined ? {} : { errorLabels: ['RetryableWriteError'] }),
  };
}

/** What a server adds to its answer to a write that no majority had within so many milliseconds. */
function noMajority(ms: number): Document {
  return {
    writeConcernError: {
      code: 64,
      codeName: 'WriteConcernTimeout',
      errmsg: `waiting for replication timed out after ${ms} ms`,
      errInfo: { wtimeout: true },
    },
  };
}

/** An answer to a message, of the kind that the message is of. */
function reply(message: Buffer, document: Document): Buffer {
  const bson = BSON.serialize(document);
  const isNew = message.readInt32LE(12) === OP_MSG;
  // Flags and the kind of the section, or flags, cursor, start and number of documents.
  const head = isNew ? Buffer.alloc(5) : Buffer.alloc(20);
  if (!isNew) head.writeInt32LE(1, 16);
  const answer = Buffer.concat([Buffer.alloc(HEADER_BYTES), head, bson]);
  answer.writeInt32LE(answer.length, 0);
  randomBytes(4).copy(answer, 4);
  answer.writeInt32LE(isNew ? OP_MSG : 1, 12);
  return readdress(answer, message);
}

/** The answer with the number of the message that it answers. */
function readdress(answer: Buffer, message: Buffer): Buffer {
  const addressed = Buffer.from(answer);
  message.copy(addressed, 8, 4, 8);
  return addressed;
}
