import { createCityClient } from '../../../src/story/city-client.js';
import { type RunningCity, startCity } from '../../support/city.js';

let running: RunningCity;
beforeAll(async () => {
  running = await startCity({ environment: { LIMIT_UPDATES_PER_MINUTE: '10' } });
});
afterAll(() => running?.stop());

it('answers a stranger ten times a minute, whatever they send, and notes what they forged in one line', async () => {
  const city = createCityClient(running.url);
  const stranger = await city.createPerson({ name: 'ناشناس' });
  for (let sent = 0; sent < 200; sent += 1) await city.send(stranger, 'staff', { text: `سلام ${sent}` });
  await city.passMoment(1);
  const answers = (await city.chat(stranger, 'staff')).filter(({ from }) => from === 'bot');
  expect(answers).toHaveLength(11);
  expect(answers.at(-1)?.text).toContain('پشت سر هم رسید');

  await city.passMoment(60);
  const { messageId = 0 } = answers[0] ?? {};
  for (let pressed = 0; pressed < 5; pressed += 1) await forge(stranger, messageId, `nothing:${pressed}`);
  const lines = await running.connection
    .collection('audit')
    .find({ person: String(stranger) })
    .toArray();
  expect(lines).toMatchObject([{ act: 'forgedPress', times: 5 }]);
});

async function forge(person: number, messageId: number, data: string): Promise<void> {
  const response = await fetch(`${running.url}/simulator/api/people/${person}/presses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bot: 'staff', messageId, data }),
  });
  if (!response.ok) throw new Error(await response.text());
  await running.city.passMoment(1);
}
