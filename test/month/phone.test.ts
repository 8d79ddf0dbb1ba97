import { createPhone } from '../../src/month/phone.js';
import { type CityClient, createCityClient } from '../../src/story/city-client.js';

const NOBODY = 'http://127.0.0.1:9';

/** A phone in whose chat the bot has sent this. */
function phoneWith(...messages: readonly object[]) {
  const chat: CityClient['chat'] = async () =>
    messages.map((message, index) => ({ messageId: index + 1, from: 'bot', date: '', ...message }));
  return createPhone({ url: NOBODY, city: { ...createCityClient(NOBODY), chat }, person: 1, bot: 'staff' });
}

it('finds what the bot has said last, below a picture too', async () => {
  const phone = phoneWith(
    { text: 'گزارش هفته' },
    { caption: 'گزارش ماه', media: ['photo'] },
    { text: 'سلام' },
  );
  expect(await phone.saying('گزارش')).toBe('گزارش ماه');
  expect(await phone.saying('سلام')).toBe('سلام');
  expect(await phone.saying('نامه')).toBeUndefined();
});
