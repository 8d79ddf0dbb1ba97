import express from 'express';
import { systemClock } from '../../src/clock.js';
import { createSimulatedSms, type SimulatedSms } from '../../src/simulator/sms/index.js';
import type { SmsProvider } from '../../src/sms/provider.js';
import { createKavenegar } from '../../src/sms/providers/kavenegar.js';
import { createMagfa } from '../../src/sms/providers/magfa.js';
import { createSmsIr } from '../../src/sms/providers/sms-ir.js';
import { close, listen } from '../simulator/harness.js';

/** A key that stands nowhere else, so that it is found wherever it should not be. */
export const KEY = 'city/magfa:key-for-tests-0137';

const OPENERS = { kavenegar: createKavenegar, smsir: createSmsIr, magfa: createMagfa } as const;
export type ProviderName = keyof typeof OPENERS;
export const PROVIDERS = Object.keys(OPENERS) as readonly ProviderName[];

/** Simulated providers that listen. */
export interface Telephones extends Pick<SimulatedSms, 'network' | 'faults'> {
  /** The adapter of a provider, at the simulated one. */
  provider(name: ProviderName, key?: string): SmsProvider;
  /** Texts that have come to a telephone, oldest first. */
  on(number: string): readonly string[];
  stop(): Promise<void>;
}

export async function openTelephones(): Promise<Telephones> {
  // What is slow is slow by the machine's clock, and no test waits for it.
  const wallClock = { ...systemClock, sleep: async () => undefined };
  const { router, network, faults, stop } = createSimulatedSms({
    key: KEY,
    folder: undefined,
    clock: systemClock,
    wallClock,
  });
  const app = express();
  app.use(router);
  const { server, address } = await listen(app);
  return {
    network,
    faults,
    provider: (name, key = KEY) => OPENERS[name]({ key, line: '30001370', root: `${address}/${name}` }),
    on: (number) =>
      network
        .list()
        .filter(({ direction }) => direction === 'toPhone')
        .filter((message) => message.number === number && ['arrives', 'silent'].includes(message.fate))
        .map(({ text }) => text),
    async stop() {
      stop();
      await close(server);
    },
  };
}
