import type { ConsumerState } from '../../src/feed/consumer-store.js';
import { rewound } from '../../src/feed/progress.js';
import { codeOf } from '../requests/open-requests.js';

const NOW = new Date('2026-11-24T05:30:00Z');
const [FIRST, SECOND] = [codeOf(1), codeOf(2)];
const lane = { failedAt: NOW, failures: 2, retryAt: NOW, because: 'http500' };
const STATE: ConsumerState = {
  cursor: 20,
  settled: [22],
  parked: [
    { ...lane, code: FIRST, numbers: [4, 12] },
    { ...lane, code: SECOND, numbers: [15] },
  ],
  givenUp: [
    { number: 3, code: SECOND, at: NOW, because: 'http400' },
    { number: 11, code: SECOND, at: NOW, because: 'http400' },
  ],
  failures: 0,
};

it('begins again with an entry, and keeps what waited or was given up before it', () => {
  expect(rewound(STATE, 10)).toEqual({
    ...STATE,
    cursor: 9,
    settled: [],
    parked: [{ ...lane, code: FIRST, numbers: [4] }],
    givenUp: [STATE.givenUp[0]],
  });
});

it('never goes forward, past what has not been looked at', () => {
  expect(rewound(STATE, 30)).toEqual(STATE);
});
