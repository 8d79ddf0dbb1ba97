import {
  createUnderstanding,
  finishInSlices,
  gatherExamples,
  retrainUnderstanding,
} from '../../src/understanding/index.js';
import { finishNow } from '../../src/understanding/slices.js';
import { base, mashhad } from './mashhad.js';
import { CORRECTED, LATER } from './scooters.js';

const TOPIC = { code: 'scooters', title: { fa: 'اسکوتر اشتراکی' }, keywords: [] };
const withTopic = { ...base, topics: [...base.topics, TOPIC] };

const retrain = (...options: Parameters<typeof retrainUnderstanding>) =>
  finishNow(retrainUnderstanding(...options));

const examples = CORRECTED.map((text) => ({ label: TOPIC.code, text }));
const rightOf = (understanding: typeof mashhad) =>
  LATER.filter((text) => understanding.guess(text).ranked[0]?.code === TOPIC.code).length;

it('guesses a new topic right once twenty requests were corrected', () => {
  const before = createUnderstanding({
    ...withTopic,
    topics: [...base.topics, { ...TOPIC, title: { fa: 'تازه' } }],
  });
  const after = retrain(withTopic, before, examples);
  expect(rightOf(before)).toBe(0);
  expect(rightOf(after)).toBeGreaterThanOrEqual(9);
});

it('keeps what it knew', () => {
  const after = retrain(withTopic, mashhad, examples);
  expect(after.guess('جلوی خانه ما چاله بزرگی است').ranked[0]?.code).toBe('pothole');
});

it('never unlearns danger, whatever was confirmed', () => {
  const wrong = Array.from({ length: 100 }, () => ({ label: 'garbage', text: 'بوی گاز می‌آید' }));
  const after = retrain(base, mashhad, wrong);
  expect(after.findDanger('بوی گاز می‌آید').kind).toBe('danger');
  expect(after.guess('بوی گاز می‌آید').ranked[0]?.code).toBe(mashhad.guess('بوی گاز می‌آید').ranked[0]?.code);
});

it('learns no topic that the city does not have, and no danger', () => {
  const wrong = ['unheard-of', 'danger:fire', 'talk:thanks'].map((label) => ({ label, text: 'کلمه‌ای تازه' }));
  const after = retrain(base, mashhad, wrong);
  expect(after.guess('کلمه‌ای تازه')).toEqual(createUnderstanding(base).guess('کلمه‌ای تازه'));
});

it('reads the words where they are now, the newest first, and no more than 150 of a topic', async () => {
  const pointers = Array.from({ length: 200 }, (_, index) => ({
    request: String(index),
    topic: 'garbage',
    confirmedAt: new Date(index),
  }));
  const gathered = await gatherExamples({
    all: async () => pointers,
    textsOf: async (requests) =>
      new Map(requests.flatMap((request) => (request === '199' ? [] : [[request, `متن ${request}`]]))),
  });
  expect(gathered.length).toBe(150);
  expect(gathered[0]).toEqual({ label: 'garbage', text: 'متن 198' });
});

it('trains in slices that leave others their turn, and not at all once it is stopped', async () => {
  const stopping = new AbortController();
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
    if (pauses === 40) stopping.abort();
  };
  const trained = await finishInSlices(retrainUnderstanding(base, mashhad, examples), {
    pause,
    signal: stopping.signal,
  });
  expect(trained).toBeUndefined();
  expect(pauses).toBe(40);
});
