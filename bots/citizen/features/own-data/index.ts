import { ownDataAsJson } from '../../../../src/citizens/own-data.js';
import { done, type FlowResult } from '../../../../src/flows/flow.js';
import { joinParagraphs } from '../../../../src/messages/wording.js';
import { formatNumber } from '../../../../src/text/numbers.js';
import type { ChatWriter } from '../../chat-writer.js';
import type { CitizenFeature, Visit } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';
import type { CitizenBotOptions } from '../../options.js';
import { ownDataAsPage } from './page.js';

/** The dependencies of showing citizens their data. */
export type OwnDataParts = Pick<
  CitizenBotOptions,
  'collectOwnData' | 'texts' | 'requestYears' | 'backupsKept'
> & {
  readonly chatWriter: ChatWriter;
};

/**
 * `/privacy` and `/mydata`: what is stored about a person, why, for how long and who sees it; and all of it
 * as files.
 */
export function createOwnDataFeature(parts: OwnDataParts): CitizenFeature {
  return {
    name: 'own-data',
    words: { privacy: (visit) => tellPrivacy(parts, visit), mydata: (visit) => sendOwnData(parts, visit) },
  };
}

/** Tells what is stored about a person. */
export async function tellPrivacy(
  { requestYears, backupsKept }: Pick<OwnDataParts, 'requestYears' | 'backupsKept'>,
  visit: Visit,
): Promise<FlowResult> {
  const years = formatNumber(requestYears, visit.speech.locale);
  const nights = formatNumber(backupsKept, visit.speech.locale);
  await visit.say(
    joinParagraphs(
      visit.html('ownData.privacy', { years }),
      backupsKept === 0 ? undefined : visit.html('ownData.backups', { nights }),
    ),
  );
  return done(visit.conversation);
}

/** Sends everything that is stored about the person: a page to read, and the same for a program. */
export async function sendOwnData(parts: OwnDataParts, visit: Visit): Promise<FlowResult> {
  const data = await parts.collectOwnData(visit.citizen, visit.conversation);
  const page = ownDataAsPage(data, visit.speech);
  const files = [
    { name: 'pasokh-137.html', bytes: Buffer.from(page) },
    { name: 'pasokh-137.json', bytes: Buffer.from(ownDataAsJson(data)) },
  ];
  for (const file of files) {
    const sent = await parts.chatWriter.sendFile(visit, file);
    if (sent === undefined) return done(visit.conversation);
  }
  // In the middle of a request the current keyboard belongs to its question.
  await visit.say(visit.html('ownData.sent'), visit.conversation === null ? mainKeyboard(visit) : undefined);
  return done(visit.conversation);
}
