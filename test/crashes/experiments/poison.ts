import type { Experiment } from './experiment.js';

const POISON = 'جمله‌ای که هیچ کس از پس آن برنمی‌آید';
/** What the bot says about a message that it could not deal with. */
const APOLOGY = 'این پیام به نتیجه نرسید';

/** One message that no handler survives: its sender is told and goes on, and nobody else notices. */
export const poison: Experiment = {
  name: 'poison',
  title: 'one message of one person makes its handler fail, however often it is tried',
  citizens: 4,
  deadLetters: 1,
  async run({ world, players, miss, count, settledRound }) {
    const [victim = 0, ...others] = world.citizens;
    await world.start({ poison: POISON });
    await world.city.send(victim, 'citizen', { text: POISON });
    await world.city.send(victim, 'citizen', { text: '/start' });
    // Nobody else waits for that: they are answered long before it has failed often enough.
    for (const person of others) await world.city.send(person, 'citizen', { text: '/start' });
    const answered = await Promise.all(others.map((person) => world.hears(person, 'citizen')));
    if ((await world.connection.collection('deadLetters').countDocuments()) > 0) {
      miss('the others were answered only after the message had been given up');
    }
    if (answered.includes(false)) miss('somebody else got no answer');
    await world.rest();
    const texts = (await world.city.chat(victim, 'citizen')).map(({ text = '' }) => text);
    if (texts.filter((text) => text.includes(APOLOGY)).length !== 1) miss('its sender was not told once');
    if (texts.at(-1)?.includes(APOLOGY) !== false) miss('the next message of its sender was not answered');
    count('poisoned messages');
    for (let round = 0; round < 8; round += 1) await settledRound();
    players.fileNoMore();
    await settledRound();
  },
};
