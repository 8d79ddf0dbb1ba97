import { join } from 'node:path';
import { createManualClock } from '../../src/clock.js';
import { readCity } from '../../src/organization/city-file.js';
import { createOrganizationStore } from '../../src/organization/organization-store.js';
import { packageRoot } from '../../src/package-root.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase } from '../support/database.js';

const A_WHILE_MS = 60_000;

it('answers whoever asked for the organisation while a training that ends has it read again', async () => {
  const { connection, close } = await openTestDatabase();
  const clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  let endTraining = (): void => undefined;
  const gather = () =>
    new Promise<never>((_resolve, reject) => {
      endTraining = () => reject(new Error('There are no examples any more.'));
    });
  const learning = { gather, logger: SILENT };
  const store = createOrganizationStore({ connection, clock, defaultAnswerHours: 72, learning });
  try {
    await store.importCity(await readCity(join(packageRoot, 'city/mashhad/city.json')));
    await store.current();
    await store.relearn();
    await store.current();
    clock.advance(A_WHILE_MS);
    const asked = store.current();
    // What the database says takes longer than that.
    const stopped = store.stop();
    endTraining();
    await stopped;
    expect((await asked).units.length).toBeGreaterThan(0);
  } finally {
    await close();
  }
});
