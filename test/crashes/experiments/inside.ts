import { setTimeout as pause } from 'node:timers/promises';
import { Api, Context } from 'grammy';
import { systemClock } from '../../../src/clock.js';
import { liveOnMachine } from '../../support/machine-clock.js';
import { hurrySleepers } from './hurry.js';
import {
  type DatabaseCall,
  isChangeOfRequest,
  isConsumptionAtOnce,
  MUTATIONS,
  mutated,
  POINT_NAMES,
  POINTS,
  type PointName,
} from './points.js';
import { watchWrites } from './watch-writes.js';

/** What an experiment does to a program from within, told by the environment in which it is started. */
const {
  EXPERIMENT_CLOCK: clock,
  EXPERIMENT_SKEW_MS: skew = '0',
  EXPERIMENT_DEATH: death = '',
  EXPERIMENT_MUTATION: wanted,
  EXPERIMENT_SLOWNESS_MS: slowness = '0',
  EXPERIMENT_HURRY: isHurried,
  EXPERIMENT_POISON: poison,
  EXPERIMENT_ENDING: ending,
  EXPERIMENT_HANGING: hanging,
} = process.env;

/** How long the write of an update takes that is acknowledged before it. */
const LATE_MS = 400;
/** How long a handler hangs. */
const HANG_MS = 300_000;

if (clock !== undefined) liveOnMachine(clock, Number(skew));
if (isHurried !== undefined) hurrySleepers();
// Whoever plays the experiment is gone: nothing of it stays behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();
watchDatabase();
if (poison !== undefined) failAt(poison);
if (ending !== undefined) endAt(ending);
if (hanging !== undefined) hangAt(hanging);

/** Lets whatever handles a message with these words fail. */
function failAt(words: string): void {
  whenRead((update) => {
    if (update.message?.text?.includes(words)) throw new TypeError('Nothing can be made of this.');
  });
}

/** Lets whatever handles a message with these words end the process. */
function endAt(words: string): void {
  whenRead((update) => {
    if (update.message?.text?.includes(words)) process.kill(process.pid, 'SIGKILL');
  });
}

/** Lets whatever handles a message with these words wait for five minutes before it says its first word. */
function hangAt(words: string): void {
  const hanging = new Set<number>();
  whenRead(({ message }) => {
    if (message?.text?.includes(words)) hanging.add(message.chat.id);
  });
  const send = Api.prototype.sendMessage;
  Api.prototype.sendMessage = async function hang(chatId, ...rest) {
    if (hanging.delete(Number(chatId))) await systemClock.sleep(HANG_MS);
    return send.call(this, chatId, ...rest);
  };
}

/** Looks at each update at the moment at which the citizen bot asks for its message. */
function whenRead(look: (update: Context['update']) => void): void {
  const message = Object.getOwnPropertyDescriptor(Context.prototype, 'message');
  Object.defineProperty(Context.prototype, 'message', {
    ...message,
    get(this: Context) {
      look(this.update);
      return message?.get?.call(this);
    },
  });
}

/** Ends the process at the passing of a point that was asked for, and takes out what was asked to be taken out. */
function watchDatabase(): void {
  const [name = '', passing = '0'] = death.split(':');
  const point = POINT_NAMES.find((one) => one === name);
  const mutation = MUTATIONS.find((one) => one === wanted);
  let left = Number(passing);

  function pass(when: 'before' | 'after', call: DatabaseCall): void {
    if (point === undefined || !isAt(point, when, call)) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  }

  watchWrites(async (call, carryOut) => {
    const write = async (): Promise<unknown> => {
      pass('before', call);
      if (isChangeOfRequest(call)) await pause(Number(slowness));
      const result = await carryOut(mutated(call, mutation));
      pass('after', call);
      return result;
    };
    if (mutation !== 'acknowledge' || !isConsumptionAtOnce(call)) return write();
    void pause(LATE_MS).then(write);
    const [writes] = call.parameters;
    return { acknowledged: true, matchedCount: Array.isArray(writes) ? writes.length : 1 };
  });
}

function isAt(name: PointName, when: 'before' | 'after', call: DatabaseCall): boolean {
  const point = POINTS[name];
  return point.when === when && point.is(call);
}
