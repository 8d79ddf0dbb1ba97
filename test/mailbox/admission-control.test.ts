import { type Clock, systemClock } from '../../src/clock.js';
import { createAdmissionControl } from '../../src/mailbox/admission-control.js';
import { eventually } from '../support/eventually.js';

/** A clock whose sleeps are late by so many milliseconds, as on a process that has too much to do. */
function lateClock(late: () => number): Clock {
  let passed = 0;
  return {
    now: () => new Date(passed),
    async sleep(ms) {
      await new Promise((resolve) => setImmediate(resolve));
      passed += ms + late();
    },
  };
}

/** Lets so many in, one after the other; tells how many are inside. */
function crowd(admission: ReturnType<typeof createAdmissionControl>, size: number) {
  let inside = 0;
  for (let one = 0; one < size; one += 1) void admission.enter().then(() => (inside += 1));
  return { inside: () => inside };
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

it('lets in no more than a few while the process is late, and the next one when somebody leaves', async () => {
  const admission = createAdmissionControl({ clock: lateClock(() => 50), always: 3 });
  const { inside } = crowd(admission, 5);
  await turns(20);
  expect(inside()).toBe(3);

  admission.leave();
  await turns(20);
  expect(inside()).toBe(4);
  admission.open();
});

it('lets everybody in while the process is in time, however many are inside: waiting for Telegram costs nothing', async () => {
  const admission = createAdmissionControl({ clock: systemClock, always: 3 });
  const { inside } = crowd(admission, 40);
  await eventually(async () => inside() === 40);
});

it('goes on letting in once the process is in time again', async () => {
  let late = 50;
  const admission = createAdmissionControl({ clock: lateClock(() => late), always: 1 });
  const { inside } = crowd(admission, 9);
  await turns(20);
  expect(inside()).toBe(1);
  late = 0;
  await eventually(async () => inside() === 9);
});

it('keeps nobody waiting once it is open', async () => {
  const admission = createAdmissionControl({ clock: lateClock(() => 50), always: 1 });
  const { inside } = crowd(admission, 4);
  admission.open();
  await turns(2);
  expect(inside()).toBe(4);
});
