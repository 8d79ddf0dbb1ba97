import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import mongoose from 'mongoose';

/** The user and group `nobody` of every Linux. */
const NOBODY = 65_534;
/** Bits of a mode that let anybody but the owner do something. */
const OTHERS = 0o077;
/** The code of a message in MongoDB's protocol (OP_MSG), and the bytes before the document of one. */
const OP_MSG = 2_013;
const BEFORE_DOCUMENT = 21;

/**
 * What another user of this machine tries: to read, list and write each path, to call each socket, to ask the database
 * without its password, and to see that of a program. It prints what it got at, and what the database answered.
 */
const TRIES = `
const { closeSync, openSync, readdirSync, readFileSync } = require('node:fs');
const { connect } = require('node:net');
const attempt = async (what, act) => {
  try { await act(); gotAt.push(what); } catch {}
};
const call = (where, question) => new Promise((resolve, reject) => {
  const socket = connect(where, () => question === undefined ? resolve() : socket.write(question));
  socket.once('data', (answer) => { resolve(answer.toString('base64')); socket.destroy(); });
  socket.once('error', reject).once('close', reject);
});
const gotAt = [];
void (async () => {
  const { paths, port, question, secret } = JSON.parse(readFileSync(0, 'utf8'));
  for (const path of paths) {
    await attempt('read ' + path, () => readFileSync(path));
    await attempt('list ' + path, () => readdirSync(path));
    await attempt('write ' + path, () => closeSync(openSync(path, 'r+')));
    await attempt('call ' + path, () => call(path));
  }
  const answer = port && await call(port, Buffer.from(question, 'base64')).catch(() => undefined);
  for (const pid of secret ? readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)) : []) {
    for (const name of ['cmdline', 'environ']) await attempt('see the password in ' + name + ' of ' + pid, () => {
      if (!readFileSync('/proc/' + pid + '/' + name, 'utf8').includes(secret)) throw new Error('not there');
    });
  }
  process.stdout.write(JSON.stringify({ uid: process.getuid(), gotAt, answer }));
  process.exit();
})();
`;

/**
 * What anybody but this user can do with a folder of the program, and with its database of that address: nothing, it is
 * hoped. The modes of everything are looked at everywhere; where this user may become another one (root on Linux, with a
 * Node.js that is for everybody), that one tries, too.
 */
export async function openToOthers(folder: string, databaseUri?: string): Promise<Openness> {
  const paths = [folder, ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name))];
  const open: string[] = [];
  for (const path of paths) {
    // A file that has gone in the meantime is open to nobody.
    const { mode } = await stat(path).catch(() => ({ mode: 0 }));
    if ((mode & OTHERS) !== 0) open.push(`${path} has the mode ${(mode & 0o777).toString(8)}`);
  }
  const { password = '', port = '' } = databaseUri === undefined ? {} : new URL(databaseUri);
  const tried = await tryAsNobody({
    paths,
    port: port === '' ? undefined : Number(port),
    question: question().toString('base64'),
    secret: decodeURIComponent(password),
  });
  if (tried === undefined) return { seenBy: 'modes', open };
  const used = isAnswered(tried.answer) ? ['use the database'] : [];
  return { seenBy: 'another user', open: [...open, ...tried.gotAt, ...used] };
}

interface Openness {
  readonly seenBy: 'modes' | 'another user';
  readonly open: readonly string[];
}

interface Tried {
  readonly uid: number;
  readonly gotAt: readonly string[];
  /** What the database answered, in base64. */
  readonly answer?: string;
}

/** Undefined where this user cannot become another one. */
async function tryAsNobody(given: object): Promise<Tried | undefined> {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return undefined;
  const child = spawn(process.execPath, ['--eval', TRIES], {
    cwd: '/',
    uid: NOBODY,
    gid: NOBODY,
    env: {},
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const isStarted = await once(child, 'spawn').then(
    () => true,
    () => false,
  );
  if (!isStarted) return undefined;
  child.stdin.end(JSON.stringify(given));
  const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const tried = JSON.parse(printed) as Tried;
  if (tried.uid !== NOBODY) throw new Error(`It was tried as ${tried.uid}.`);
  return tried;
}

/** Asks for the collections of the product, as a message of MongoDB's protocol. */
function question(): Buffer {
  const document = mongoose.mongo.BSON.serialize({ listCollections: 1, $db: 'pasokh' });
  const head = Buffer.alloc(BEFORE_DOCUMENT);
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(OP_MSG, 12);
  return Buffer.concat([head, document]);
}

/** True if the answer is the list that was asked for. */
function isAnswered(answer: string | undefined): boolean {
  if (answer === undefined) return false;
  const document = mongoose.mongo.BSON.deserialize(Buffer.from(answer, 'base64').subarray(BEFORE_DOCUMENT));
  return document['ok'] === 1;
}
