import { confirmedTopic } from '../../src/requests/confirmed-topic.js';
import type { EventBody, RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Actor } from '../../src/requests/lifecycle/facts.js';
import { CODE, citizen, manager, operator } from './lifecycle/case.js';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));

/** The events of a request, one a day. */
function history(...said: readonly (readonly [Actor, EventBody])[]): readonly RequestEvent[] {
  return said.map(([actor, body], index) => ({
    ...body,
    seq: index + 1,
    at: at(index + 1),
    actor,
    commandId: String(index),
  }));
}

const registered = (category?: string): EventBody => ({
  type: 'registered',
  code: CODE,
  citizen: 'maryam',
  channel: 'bot',
  text: 'اسکوتر وسط کوچه است',
  attachments: [],
  ...(category === undefined ? {} : { category }),
});
const sent = (category?: string): EventBody => ({
  type: 'sentToFollowUp',
  unit: 'district-1',
  ...(category === undefined ? {} : { category }),
});
const passedOn = (category: string): EventBody => ({
  type: 'referred',
  from: 'one',
  to: 'other',
  level: 1,
  dueAt: at(20),
  because: 'notOurs',
  passedOver: [],
  category,
});
const answered: EventBody = {
  type: 'answered',
  by: { kind: 'position', position: 'one' },
  outcome: { kind: 'done' },
  text: 'انجام شد.',
  attachments: [],
};
const boss = manager('one');

it.each<[string, readonly (readonly [Actor, EventBody])[], string | undefined]>([
  ["learns nothing from a citizen's own choice", [[citizen, registered('pothole')]], undefined],
  [
    'knows it once an operator has chosen it',
    [
      [citizen, registered()],
      [operator, sent('scooters')],
    ],
    'scooters',
  ],
  ['knows it from an operator who files a call', [[operator, registered('scooters')]], 'scooters'],
  [
    'is not sure where an operator only sends it on',
    [
      [citizen, registered('pothole')],
      [operator, sent()],
    ],
    undefined,
  ],
  [
    'knows it once a manager has answered',
    [
      [citizen, registered('pothole')],
      [boss, answered],
    ],
    'pothole',
  ],
  [
    'waits for an answer after a manager has changed it',
    [
      [citizen, registered('pothole')],
      [boss, passedOn('scooters')],
    ],
    undefined,
  ],
  [
    'takes what a manager changed an operator’s choice to, once that is answered',
    [
      [operator, registered('pothole')],
      [boss, passedOn('scooters')],
      [boss, answered],
    ],
    'scooters',
  ],
  [
    'knows nothing of a rejected request',
    [
      [citizen, registered()],
      [operator, sent('scooters')],
      [operator, { type: 'rejected', reason: 'کار شهرداری نیست' }],
    ],
    undefined,
  ],
])('%s', (_title, said, topic) => {
  expect(confirmedTopic(history(...said))?.topic).toBe(topic);
});

it('tells when it was confirmed', () => {
  const events = history([citizen, registered('pothole')], [boss, answered], [boss, answered]);
  expect(confirmedTopic(events)).toEqual({ topic: 'pothole', at: at(2) });
});
