import { HEAD, openWorld, type World } from './world.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

it('tells the citizen that it was filed and who has it, and gives the manager a card', async () => {
  await world.send();
  const citizen = await world.citizen();

  await world.file(citizen);
  await world.quiet();

  const [registered, referred, ...more] = await world.texts(citizen, 'citizen');
  expect(registered).toContain('درخواست شما ثبت شد.');
  expect(referred).toContain('رئیس اداره فنی و عمران منطقه ۹ رسید');
  expect(more).toEqual([]);
  const cards = await world.texts(HEAD.person, 'staff');
  expect(cards).toHaveLength(1);
  expect(cards[0]).toContain('وسط کوچه چاله بزرگی است.');
});
