import { createDangerInWords } from '../../src/requests/danger-in-words.js';
import type { Register } from '../../src/requests/lifecycle/commands.js';
import type { Request, UrgentMark } from '../../src/requests/lifecycle/request.js';
import { FILING, openCase } from './lifecycle/case.js';

const FIRE = 'آتش';
const dismissed = (day: number): UrgentMark => ({
  at: new Date(day),
  isPutFirst: true,
  dismissedAt: new Date(day + 1),
});

function finder(marks: readonly UrgentMark[] = []) {
  const request: Request = { ...openCase().file().request, urgentMarks: marks };
  return createDangerInWords({
    tellsOfDanger: async (words) => words === FIRE,
    filedBy: async () => [request.code],
    findMany: async () => [request],
  });
}

const register = (text: string): Register => ({ ...FILING, text });

it('finds danger in any message of which the words consist', async () => {
  const dangerIn = finder();
  const command = register(`چاله\n${FIRE}`);
  expect(await dangerIn({ command }, 'maryam')).toBeUndefined();
  expect(await dangerIn({ command, messages: ['چاله', FIRE] }, 'maryam')).toEqual({ isDoubted: false });
  expect(await dangerIn({ command: register(FIRE) }, 'maryam')).toEqual({ isDoubted: false });
});

it('finds it in what is added and in an objection, and looks into no other command', async () => {
  const dangerIn = finder();
  const add = { type: 'add', text: FIRE, attachments: [] } as const;
  expect(await dangerIn({ command: add }, 'maryam')).toEqual({ isDoubted: false });
  expect(await dangerIn({ command: { type: 'object', reason: FIRE } }, 'maryam')).toEqual({
    isDoubted: false,
  });
  expect(await dangerIn({ command: { type: 'withdraw', reason: FIRE } }, 'maryam')).toBeUndefined();
});

it('doubts a person whose last three marks were taken away', async () => {
  const dangerIn = finder([dismissed(1), dismissed(3), dismissed(5)]);
  expect(await dangerIn({ command: register(FIRE) }, 'maryam')).toEqual({ isDoubted: true });
});
