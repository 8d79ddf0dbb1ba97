import type { CallerAct, TakenCall } from '../../src/simulator/saja/call-book.js';
import type { RegistryLine } from '../../src/simulator/saja/desk-api.js';
import type { SajaFaultKind } from '../../src/simulator/saja/faults.js';
import type { CityClient } from '../../src/story/city-client.js';
import { waitForQuiet } from '../../src/story/stage.js';
import { HEAD } from '../bots/staff/staff-phones.js';
import { pressNewest } from '../stories/filing.js';
import { faultsOver, screenCallAt } from './screen-call.js';

/** The screens of the simulated registry of a running city. */
export interface SajaScreens {
  lines(): Promise<readonly RegistryLine[]>;
  /** Takes a call; resolves to the registry's number. */
  take(call: TakenCall): Promise<string>;
  /** Writes a call that was refused anew; resolves to the status of the answer. */
  correct(id: string, call: TakenCall): Promise<number>;
  act(id: string, act: CallerAct): Promise<number>;
  noteTold(id: string): Promise<number>;
  fault(kind: SajaFaultKind, times?: number): Promise<void>;
  /** Ends the faults of this kind, or all. */
  mend(kind?: SajaFaultKind): Promise<void>;
}

/** The screens behind the page `/simulator/saja` of the city at an address. */
export function sajaScreensAt(url: () => string): SajaScreens {
  const call = screenCallAt(url, '/simulator/saja/api/desk');
  return {
    // The simulator answers with its own lines.
    lines: async () => (await (await call('GET', '/lines')).json()) as readonly RegistryLine[],
    take: async (given) => ((await (await call('POST', '/calls', given)).json()) as { id: string }).id,
    correct: async (id, given) => (await call('PUT', `/calls/${id}`, given)).status,
    act: async (id, act) => (await call('POST', `/calls/${id}/acts`, act)).status,
    noteTold: async (id) => (await call('POST', `/calls/${id}/told`)).status,
    ...faultsOver<SajaFaultKind>(call),
  };
}

/** The head of civil works of district 9 answers their newest card on the phone: it is done. */
export async function answerNewest(city: CityClient, text: string): Promise<void> {
  const cards = await city.chat(HEAD, 'staff');
  const card = cards.findLast(({ keyboard = [] }) =>
    keyboard.flat().some((button) => button.text === 'پاسخ'),
  );
  await city.send(HEAD, 'staff', { text, ...(card === undefined ? {} : { replyTo: card.messageId }) });
  await waitForQuiet(city);
  for (const button of ['انجام شد', 'ارسال']) await pressNewest(city, { person: HEAD, bot: 'staff' }, button);
}
