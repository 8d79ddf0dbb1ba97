import { createCallbackStore } from '../../../src/callbacks/callback-store.js';
import type { SmsPort } from '../../../src/integrations/sms.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { eventually } from '../../support/eventually.js';
import { asManager, HEAD, openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

describe('a caller who never opened the bot', () => {
  const CALLER = 'phone:+989151234567';
  let sent: { readonly number: string; readonly text: string }[];

  beforeEach(async () => {
    world = await openWorld();
    sent = [];
    await world.citizens.meetCaller({ phone: '+989151234567', locale: 'fa' });
  });

  /** How what was to be told to him ended. */
  async function endings(code: TrackingCode): Promise<readonly (string | undefined)[]> {
    const notices = (await world.planned(code)).filter(({ bot }) => bot === 'citizen');
    return notices.map(({ status, because = '' }) => `${status} ${because}`.trim());
  }

  /** A telephone network that takes a message, or of which it is not known. */
  const telephones = (answer: () => Promise<'accepted' | 'refused'>): SmsPort => ({
    async send(number, text) {
      sent.push({ number, text });
      return answer();
    },
  });

  it('is told by his number, plainly and shortly, and by phone what he has to hear from a person', async () => {
    await world.send({ sms: telephones(async () => 'accepted') });
    const code = await world.file(CALLER);
    await world.does(code, { type: 'ask', question: 'کدام پلاک؟' }, asManager(HEAD));
    await world.quiet();

    expect(sent.map(({ number }) => number)).toEqual(sent.map(() => '+989151234567'));
    expect(sent.map(({ text }) => text)).toEqual([
      expect.stringMatching(/ثبت شد[\s\S]*رئیس اداره فنی و عمران منطقه ۹/),
      expect.stringContaining('کدام پلاک؟'),
    ]);
    expect(sent.some(({ text }) => /[<>]/.test(text))).toBe(false);
    const callbacks = await createCallbackStore(world.connection).waitingOf(CALLER);
    expect(callbacks).toEqual([expect.objectContaining({ code, what: 'question', tries: 0 })]);
  });

  it('is sent nothing twice where it is not known whether it went, and that is counted', async () => {
    await world.send({ sms: telephones(() => Promise.reject(new Error('reset'))) });
    const code = await world.file(CALLER);
    await world.quiet();
    expect(sent).toHaveLength(1);
    expect(await endings(code)).toEqual(['unsure']);
  });

  it('is not sent again what a crash interrupted, but is still on the list', async () => {
    const code = await world.file(CALLER);
    await world.does(code, { type: 'ask', question: 'کدام پلاک؟' }, asManager(HEAD));
    const planner = world.openProcess();
    await planner.planLeftOvers();
    await world.connection
      .collection('deliveries')
      .updateMany({ person: CALLER }, { $set: { status: 'sending', claim: 'gone' } });
    const sender = await world.send({ sms: telephones(async () => 'accepted') });
    sender.wake();
    await eventually(async () => (await endings(code)).every((ending) => ending === 'unsure'));
    expect(sent).toEqual([]);
    expect(await createCallbackStore(world.connection).waitingOf(CALLER)).toHaveLength(1);
  });

  it('gets nothing more of what the telephones refuse', async () => {
    await world.send({ sms: telephones(async () => 'refused') });
    const code = await world.file(CALLER);
    await world.quiet();
    expect(await endings(code)).toEqual(['failed smsRefused']);
  });
});
