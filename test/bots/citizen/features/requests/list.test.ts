import { pageOfRequests } from '../../../../../bots/citizen/features/requests/list.js';
import { createWording } from '../../../../../src/messages/wording.js';
import { citizenButtons } from '../../../../../src/telegram/citizen-buttons.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import { CODE, NOW, requestIn, STAGES, speechIn } from '../../../../messages/samples.js';

const speech = speechIn('fa');
const wording = createWording(speech);
const maryam = { citizen: { _id: 'maryam' }, speech };
const HOUR_MS = 3_600_000;
const filed = (hoursAgo: number, isOver = false) => {
  const [closed] = STAGES.closed;
  const stage =
    isOver && closed !== undefined ? closed : ({ status: 'intake', because: 'noCategory' } as const);
  return requestIn(stage, { filedAt: new Date(NOW.getTime() - hoursAgo * HOUR_MS) });
};

it('shows open requests first, the newest first', () => {
  const codes = ['1234567894', '9876543215', '1111111110'] as TrackingCode[];
  const [over, old, recent] = [filed(1, true), filed(9), filed(3)].map((request, index) => ({
    ...request,
    code: codes[index] ?? request.code,
  }));
  const shown = [over, old, recent].filter((request) => request !== undefined);
  const { markup } = pageOfRequests(maryam, shown, 0);
  const opened = markup.inline_keyboard
    .flat()
    .map((button) => 'callback_data' in button && button.callback_data);
  expect(opened).toEqual(
    [recent, old, over].map((request) => citizenButtons.pack('show', request?.code ?? CODE)),
  );
});

it('says of a request of somebody else that it is followed', () => {
  const code = wording.code(filed(1).code);
  expect(pageOfRequests(maryam, [filed(1)], 0).html).toContain(wording.html('requests.code', { code }));
  const reza = { citizen: { _id: 'reza' }, speech };
  expect(pageOfRequests(reza, [filed(1)], 0).html).toContain(wording.html('requests.followed', { code }));
});

it('leads to the page before, and shows the last page when there are fewer than before', () => {
  const { html, markup } = pageOfRequests(maryam, Array(6).fill(filed(1)), 7);
  expect(html).toContain('صفحه ۲ از ۲');
  expect(markup.inline_keyboard.at(-1)?.map(({ text }) => text)).toEqual(['قبلی']);
});
