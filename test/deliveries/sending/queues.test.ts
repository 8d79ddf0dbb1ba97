import type { Delivery } from '../../../src/deliveries/delivery.js';
import { createQueues } from '../../../src/deliveries/sending/queues.js';
import { CODE, NOW } from '../../messages/samples.js';

const ROOMY = { most: 10, mostOfOne: 10 };

function delivery(seq: number, changes: Partial<Delivery> = {}): Delivery {
  return {
    _id: `${CODE}:${seq}:staff:7001`,
    bot: 'staff',
    person: '7001',
    kind: 'card',
    code: CODE,
    seq,
    part: 20,
    eventAt: NOW,
    notBefore: NOW,
    ...changes,
  };
}

it('gives what waits for a person in the order of events, in whatever order it came', () => {
  const queues = createQueues(ROOMY);
  for (const seq of [3, 1, 2, 1]) queues.add(delivery(seq));

  const order: number[] = [];
  for (let next = queues.first('7001'); next !== undefined; next = queues.first('7001')) {
    order.push(next.seq);
    queues.remove(next);
  }
  expect(order).toEqual([1, 2, 3]);
  expect(queues.people()).toEqual([]);
});

it('takes no more than it has room for, and has room again', () => {
  const queues = createQueues({ most: 2, mostOfOne: 2 });
  expect([1, 2, 3].map((seq) => queues.add(delivery(seq)))).toEqual([true, true, false]);
  expect(queues.add(delivery(2))).toBe(true);
  expect([queues.size(), queues.hasRoom()]).toEqual([2, false]);

  queues.clear('7001');
  expect(queues.hasRoom()).toBe(true);
  expect(queues.add(delivery(3))).toBe(true);
});

it('leaves room for others when much waits for one person, and says who needs no more for now', () => {
  const queues = createQueues({ most: 10, mostOfOne: 2 });
  expect([1, 2, 3].map((seq) => queues.add(delivery(seq)))).toEqual([true, true, false]);
  expect(queues.add(delivery(3, { _id: 'of another', person: '7002' }))).toBe(true);

  queues.remove(delivery(1));
  expect(queues.provided()).toEqual(['7001', '7002']);
  queues.remove(delivery(2));
  expect(queues.provided()).toEqual(['7002']);
});

it('knows an edit that a later edit of the same message makes needless', () => {
  const queues = createQueues(ROOMY);
  const update = (seq: number, messageId: number) =>
    delivery(seq, { _id: `${seq} ${messageId}`, kind: 'update', messageId });
  const [early, late, other] = [update(3, 11), update(4, 11), update(5, 12)];
  for (const one of [early, late, other]) queues.add(one);

  expect([early, late, other].map((one) => queues.isOvertaken(one))).toEqual([true, false, false]);
});
