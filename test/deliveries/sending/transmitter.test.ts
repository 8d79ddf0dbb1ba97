import { createTransmitter } from '../../../src/deliveries/sending/transmitter.js';
import { renderBarChart } from '../../../src/pictures/bar-chart.js';
import { rasterize } from '../../../src/pictures/rasterize.js';
import { createApi } from '../../../src/telegram/api.js';
import { type RunningSimulator, runSimulator, SILENT, TOKENS } from '../../simulator/harness.js';

const nothing = async () => undefined;
let running: RunningSimulator;
beforeAll(async () => {
  running = await runSimulator();
});
afterAll(() => running.stop());

/** Sends a picture with its text to a new chat; resolves to the messages there. */
async function sendPicture(bytes: Buffer) {
  const person = await running.startedPerson('staff');
  const transmit = createTransmitter({
    bot: 'staff',
    api: createApi({ token: TOKENS.staff, apiRoot: `${running.address}/telegram` }),
    attachments: { send: async () => ({ kind: 'notYet' }) },
    chats: { noteDelivered: nothing, changeDelivered: nothing, forgetButtons: nothing },
    capabilities: { deletableMs: 0 },
    clock: running.clock,
    logger: SILENT,
  });
  const message = (html: string) => ({ html, keyboard: [] });
  const caption = message('<b>گزارش</b> زیر عکس');
  const instead = message('<b>گزارش</b> بی عکس');
  const photo = { kind: 'photo', name: 'report.png', bytes, caption, instead } as const;
  const sent = await transmit(person, photo, new AbortController().signal);
  const messages = (await running.chat(person, 'staff')).filter(({ from }) => from === 'bot');
  expect(sent).toEqual({ kind: 'sent', messageIds: messages.map(({ messageId }) => messageId) });
  return messages;
}

it('sends a picture with its text in one message', async () => {
  const svg = renderBarChart({ title: 'پاسخ', subtitle: '', bars: [], locale: 'fa' });
  expect(await sendPicture(rasterize(svg))).toMatchObject([{ media: ['photo'], caption: 'گزارش زیر عکس' }]);
});

it('sends the text alone where the messenger takes no such picture', async () => {
  expect(await sendPicture(Buffer.from('no picture'))).toMatchObject([{ text: 'گزارش بی عکس' }]);
});
