import { runSimulator } from '../../simulator/harness.js';
import { citizenId, managerId } from '../people.js';

/** A Telegram of its own, with people in it; the environment says how many, and how much bots may send. */
const { CITIZENS = '0', MANAGERS = '0', IS_LIMITED = '' } = process.env;
const UNLIMITED = { botPerSecond: 1e9, botBurst: 1e9, chatPerSecond: 1e9, chatBurst: 1e9 };

const { simulator, address } = await runSimulator(IS_LIMITED === '' ? { limits: UNLIMITED } : {});
for (let index = 0; index < Number(CITIZENS); index += 1) {
  simulator.addPerson({
    id: citizenId(index),
    name: `شهروند ${index}`,
    languageCode: 'fa',
    bot: 'citizen',
    started: true,
  });
}
for (let index = 0; index < Number(MANAGERS); index += 1) {
  simulator.addPerson({ id: managerId(index), name: `مدیر ${index}`, bot: 'staff', started: true });
}
process.stdout.write(`The simulator is ready at ${address}\n`);
