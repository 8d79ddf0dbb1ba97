import { pageOfQuality } from '../../../../../../bots/staff/features/supervisors/quality/list.js';
import { createWording } from '../../../../../../src/messages/wording.js';
import { POSITION, requestIn, STAGES, speechIn } from '../../../../../messages/samples.js';

const speech = speechIn('fa');
const visit = { speech, wording: createWording(speech) };
const [, lowlyRated] = STAGES.answered;
const judged = requestIn(lowlyRated ?? { status: 'intake', because: 'noCategory' });
const topics = (count: number, page: number) => pageOfQuality(visit, Array(count).fill(judged), page);

it('says that nobody is discontent, or that there are no more', () => {
  expect(topics(0, 0).html).toBe(visit.wording.html('quality.empty'));
  expect(topics(0, 2).html).toBe(visit.wording.html('quality.noMore'));
});

it('leads back from a page that has become empty', () => {
  expect(topics(0, 2).markup.inline_keyboard).toHaveLength(1);
  expect(topics(0, 0).markup.inline_keyboard).toHaveLength(0);
});

it('leads on where one more was found than a page takes', () => {
  expect(topics(6, 0).markup.inline_keyboard).toHaveLength(6);
  expect(topics(5, 0).markup.inline_keyboard).toHaveLength(5);
});

it('says how somebody was discontent', () => {
  expect(topics(1, 0).html).toContain(visit.wording.html('quality.rated', { score: '۲' }));
  const objected = pageOfQuality(visit, [{ ...judged, objectedTo: [POSITION] }], 0);
  expect(objected.html).toContain(visit.wording.html('quality.objected'));
});
