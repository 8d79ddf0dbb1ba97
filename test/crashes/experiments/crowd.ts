import { MORNING_HOUR, nextTimeOfDay } from '../../../src/calendar.js';
import { TELEGRAM } from '../../../src/channel/bot.js';
import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { createRequestService } from '../../../src/requests/request-service.js';
import { createRequestStore } from '../../../src/requests/request-store.js';
import { createTrackingCode } from '../../../src/text/tracking-code.js';
import { SILENT } from '../../simulator/harness.js';
import { NO_DANGER } from '../../support/no-danger.js';
import { wishIn } from './wishes.js';
import type { World } from './world.js';

const FIRST_OF_CROWD = 7_000_001;
const REQUESTS_EACH = 8;
const TIME_ZONE = 'Asia/Tehran';

/**
 * Lets a crowd file so many requests at once, each of which two people must hear of three times in all. They do not go
 * through the bot, and nobody of the crowd does anything afterwards. Resolves to the crowd.
 */
export async function letCrowdFile(world: World, requests: number): Promise<readonly number[]> {
  const { connection, telegram, organization, chance } = world;
  const { clock } = telegram;
  const citizens = createCitizenStore(connection);
  const service = createRequestService({
    ...NO_DANGER,
    store: createRequestStore(connection),
    clock,
    logger: SILENT,
    organization: { current: async () => organization },
    nextMorning: (after) => nextTimeOfDay(after, MORNING_HOUR, TIME_ZONE),
    onChanged: () => undefined,
  });
  const crowd: number[] = [];
  for (let filed = 0; filed < requests; filed += 1) {
    const chatId = FIRST_OF_CROWD + Math.floor(filed / REQUESTS_EACH);
    if (crowd.at(-1) !== chatId) {
      telegram.simulator.addPerson({ id: chatId, name: `همشهری ${chatId}`, bot: 'citizen', started: true });
      await citizens.meet({ messenger: TELEGRAM, userId: chatId, locale: 'fa' });
      crowd.push(chatId);
    }
    const { words, category, district } = wishIn(world);
    const citizen = String(chatId);
    const result = await service.register({
      command: {
        type: 'register',
        code: createTrackingCode(chance.next),
        citizen,
        channel: 'bot',
        text: `${words} این نامه شماره ${filed + 1} از جمع است.`,
        attachments: [],
        category: category.code,
        place: { district: district.code },
      },
      actor: { kind: 'citizen', citizen },
      commandId: `crowd:${filed}`,
    });
    if (!result.ok) throw new Error(`A request of the crowd was refused: ${result.refusal.code}.`);
  }
  return crowd;
}
