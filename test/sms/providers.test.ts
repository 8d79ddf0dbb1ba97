import type { OutgoingSms } from '../../src/sms/provider.js';
import { KEY, openTelephones, PROVIDERS, type Telephones } from './telephones.js';

const MESSAGE: OutgoingSms = { id: '137000000000001', number: '+989151234567', text: 'درخواست شما ثبت شد.' };
const PHONE = '09151234567';

let telephones: Telephones;
beforeAll(async () => {
  telephones = await openTelephones();
});
afterEach(() => telephones.faults.clear());
afterAll(() => telephones.stop());

/** An id that no message has yet. */
let ids = 1;
const another = (): OutgoingSms => {
  ids += 1;
  return { ...MESSAGE, id: String(ids) };
};

describe.each(PROVIDERS)('%s', (name) => {
  const provider = () => telephones.provider(name);

  it('sends, and says that it arrived', async () => {
    const receipt = await provider().send(another());
    if (receipt.kind !== 'accepted' || receipt.reference === undefined) throw new Error(receipt.kind);
    expect(telephones.on(PHONE).at(-1)).toBe(MESSAGE.text);
    const states = await provider().states([receipt.reference]);
    expect(states?.get(receipt.reference)).toBe('delivered');
  });

  it.each([
    ['busy', { kind: 'later', because: 'busy' }],
    ['credit', { kind: 'later', because: 'credit' }],
  ] as const)('knows by the body that nothing was sent: %s', async (kind, receipt) => {
    const before = telephones.on(PHONE).length;
    telephones.faults.set({ kind, times: 1 });
    expect(await provider().send(another())).toEqual(receipt);
    expect(telephones.on(PHONE)).toHaveLength(before);
  });

  it('does not take a lost answer for a refusal', async () => {
    telephones.faults.set({ kind: 'lostAnswer', times: 1 });
    expect(await provider().send(another())).toEqual({ kind: 'unknown' });
  });

  it('takes a late answer as one', async () => {
    telephones.faults.set({ kind: 'slow', times: 1 });
    expect(await provider().send(another())).toMatchObject({ kind: 'accepted' });
  });

  it('says what does not arrive, and what never gets a final state', async () => {
    async function stateAfter(kind: 'filters' | 'blacklisted' | 'silent') {
      telephones.faults.set({ kind, times: 1 });
      const receipt = await provider().send(another());
      if (receipt.kind !== 'accepted') return receipt.kind === 'refused' ? receipt.because : receipt.kind;
      const { reference = '' } = receipt;
      return (await provider().states([reference]))?.get(reference);
    }
    expect(await stateAfter('filters')).toBe('failed');
    // Magfa says it at once; it has no state of its own for it.
    expect(await stateAfter('blacklisted')).toBe('blacklisted');
    expect(await stateAfter('silent')).toBe('underWay');
  });

  it('says that a wrong key is the account’s matter, without the key', async () => {
    const receipt = await telephones.provider(name, 'other/magfa:another-key').send(another());
    expect(receipt).toEqual({ kind: 'later', because: 'account' });
    expect(JSON.stringify(receipt)).not.toContain('another-key');
  });

  it('finds by our own id what was sent, if it keeps the id', async () => {
    const message = another();
    if (!provider().keepsId(message)) {
      expect(await provider().find(message.id)).toEqual({ kind: 'none' });
      return;
    }
    expect(await provider().find(message.id)).toEqual({ kind: 'none' });
    telephones.faults.set({ kind: 'lostAnswer', times: 1 });
    await provider().send(message);
    const { id } = telephones.network.list().at(-1) ?? {};
    expect(await provider().find(message.id)).toEqual({ kind: 'found', reference: id });
    telephones.faults.set({ kind: 'away', times: 1 });
    expect(await provider().find(message.id)).toEqual({ kind: 'later' });
  });

  it('gives what telephones have written, each under one id however often it is given', async () => {
    telephones.network.write(PHONE, 'کد ۱۲۳۴۵۶۷۸۹۴');
    const first = await provider().receive();
    telephones.faults.set({ kind: 'twice', times: 1 });
    const again = await provider().receive();
    expect(first?.at(-1)).toMatchObject({
      text: 'کد ۱۲۳۴۵۶۷۸۹۴',
      from: expect.stringMatching(/9151234567$/),
    });
    expect(again?.at(-1)).toEqual(first?.at(-1));
    telephones.faults.set({ kind: 'away', times: 1 });
    expect(await provider().receive()).toBeUndefined();
  });

  it('cannot say what became of a message while it is away', async () => {
    telephones.faults.set({ kind: 'away' });
    expect(await provider().states(['1'])).toBeUndefined();
  });
});

it.each(['kavenegar', 'smsir'] as const)(
  'fills the template of %s, and writes out what does not fit',
  async (name) => {
    const provider = telephones.provider(name);
    const values = { code: '1234567894', time: 'جمعه ۶ آذر ساعت ۱۴:۱۰', name: 'شهردار منطقه ۹' };
    await provider.send({ ...another(), template: { name: '137', values } });
    expect(telephones.on(PHONE).at(-1)).toBe(`[137] ${Object.values(values).join(' ')}`);
    const long = { ...values, name: 'رئیس اداره فنی و عمران و خدمات شهری منطقه نه مشهد' };
    await provider.send({ ...another(), template: { name: '137', values: long } });
    expect(telephones.on(PHONE).at(-1)).toBe(MESSAGE.text);
  },
);

it('calls nobody whose address does not answer a message that may have been sent', async () => {
  const gone = await openTelephones();
  const provider = gone.provider('kavenegar');
  await gone.stop();
  expect(await provider.send(MESSAGE)).toEqual({ kind: 'later', because: 'away' });
  expect(KEY).not.toBe('');
});
