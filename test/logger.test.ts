import { GrammyError, HttpError } from 'grammy';
import mongoose from 'mongoose';
import { createLogger, type Logger, withoutSecrets } from '../src/logger.js';

const TOKEN = '7654321098:AAHabcdefghijklmnopqrstuvwxyz_12345';
const PHONE = '+989151234567';
const WORDS = 'چاله بزرگی جلوی خانه من است';

let lines: string[];
let logger: Logger;
beforeEach(() => {
  lines = [];
  logger = createLogger({ level: 'trace', destination: { write: (line) => lines.push(line) } });
});

/** Everything that has been written, as text. */
function written(): string {
  expect(lines).not.toEqual([]);
  return lines.join('');
}

/** The only line, as the fields that a reader of the log gets. */
function fields(): Record<string, unknown> {
  expect(lines).toHaveLength(1);
  return JSON.parse(written()) as Record<string, unknown>;
}

describe('the log', () => {
  it('writes an event as one line of JSON with its level, time and fields', () => {
    logger.info({ event: 'escalated', request: '1234567894', from: 'd9-roads', to: 'd9-deputy' });
    expect(fields()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: 'escalated',
      request: '1234567894',
      from: 'd9-roads',
      to: 'd9-deputy',
    });
  });

  it('writes nothing below its level', () => {
    createLogger({ level: 'warn', destination: { write: (line) => lines.push(line) } }).info({
      event: 'quiet',
    });
    expect(lines).toEqual([]);
  });

  it('tells an error by name, code, message and place', () => {
    logger.error({ event: 'failed', error: Object.assign(new RangeError('Too many.'), { code: 'E_MANY' }) });
    expect(fields()).toMatchObject({
      error: {
        name: 'RangeError',
        code: 'E_MANY',
        message: 'Too many.',
        stack: expect.stringContaining(' at '),
      },
    });
  });
});

describe('a token', () => {
  it.each([
    ['by itself', TOKEN],
    ['in an address', `https://api.telegram.org/bot${TOKEN}/sendMessage`],
    ['in the address of a file', `https://api.telegram.org/file/bot${TOKEN}/photos/file_1.jpg`],
  ])('is taken out of a text: %s', (_where, text) => {
    expect(withoutSecrets(text)).toBe(text.replace(TOKEN, '<token>'));
  });

  it('is not found in the error that hides in an HttpError of grammY', () => {
    const url = `https://api.telegram.org/bot${TOKEN}/getMe`;
    const inner = Object.assign(new Error(`request to ${url} failed, reason: connect`), {
      code: 'ECONNREFUSED',
    });
    // What node-fetch does: its message is an ordinary field, which JSON shows.
    Object.defineProperty(inner, 'message', { value: inner.message, enumerable: true });
    const error = new HttpError("Network request for 'getMe' failed!", inner);
    logger.error({ event: 'failed', error, reason: error, nested: { inner, list: [inner] } });
    logger.error(error);
    logger.error(inner, inner.message);
    expect(written()).not.toContain(TOKEN);
    expect(written()).not.toContain(TOKEN.slice(12));
  });

  it('is not found in the bindings of a child, in a message or in any field', () => {
    logger.child({ url: `bot${TOKEN}` }).info({ event: 'x', at: [`/bot${TOKEN}/x`] }, `call of ${TOKEN}`);
    expect(written()).not.toContain(TOKEN.slice(12));
  });
});

describe('the credentials of a database', () => {
  it.each(['mongodb://', 'mongodb+srv://'])('are taken out of an address with %s', (scheme) => {
    const uri = `${scheme}saja:geheim%21@db.example.org/pasokh?authSource=admin`;
    logger.error({ event: 'failed', uri, error: new Error(`cannot reach ${uri}`) }, uri);
    expect(written()).not.toMatch(/saja:|geheim/);
    expect(fields()).toMatchObject({ uri: `${scheme}<credentials>@db.example.org/pasokh?authSource=admin` });
  });
});

describe('what belongs to people', () => {
  it('is taken out of fields by their names, however deep', () => {
    logger.info({
      event: 'received',
      name: 'Maryam Ahmadi',
      update: { message: { text: 'Hole in the road' } },
      person: { name: 'Maryam Ahmadi', phone: PHONE, contacts: [{ first_name: 'Maryam', text: 'Hole' }] },
    });
    expect(written()).not.toMatch(/Maryam|Ahmadi|Hole|9151234567/);
    expect(fields()).toMatchObject({ event: 'received', person: { contacts: [{ text: '<redacted>' }] } });
  });

  it('is not logged with an error of the Bot API that carries the call', () => {
    const error = new GrammyError(
      "Call to 'sendMessage' failed!",
      { ok: false, error_code: 400, description: 'Bad Request: chat not found' },
      'sendMessage',
      { chat_id: 5, text: 'Hole in the road' },
    );
    logger.error({ event: 'failed', error, other: error });
    expect(written()).not.toContain('Hole');
    expect(written()).toContain('chat not found');
  });

  it('is taken out of the message and the stack of an error', () => {
    let error: unknown;
    try {
      JSON.parse(`${WORDS} ${PHONE}`);
    } catch (caught) {
      error = caught;
    }
    logger.error({ event: 'failed', error });
    expect(written()).not.toMatch(/چاله|خانه|9151234567/);
    expect(fields()).toMatchObject({ error: { name: 'SyntaxError' } });
  });

  it('is taken out of what the database says of a key that is taken', () => {
    const error = new mongoose.mongo.MongoServerError({
      code: 11000,
      message: `E11000 duplicate key error collection: pasokh.citizens dup key: { phone: "${PHONE}" }`,
    });
    logger.error({ event: 'failed', error });
    expect(written()).not.toContain('9151234567');
    expect(fields()).toMatchObject({ error: { code: 11000 } });
  });

  it.each(['+989151234567', '۰۹۱۵۱۲۳۴۵۶۷', '00989151234567', '989151234567', '09151234567', '05138000000'])(
    'is a phone number such as %s',
    (phone) => {
      logger.info({ event: 'called', by: `phone:${phone}` });
      expect(fields()['by']).toMatch(/^phone:<(phone|words)>$/);
    },
  );

  it('is not a tracking code, an id or a time', () => {
    const ids = {
      request: '9876543210',
      code: '0123456789',
      updateId: 987654321,
      chat: 5012345678,
      pauseMs: 1500,
    };
    logger.info({ event: 'known', ...ids });
    expect(fields()).toMatchObject(ids);
  });
});
