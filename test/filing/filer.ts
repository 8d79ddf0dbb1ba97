import type { Filing, FilingContext } from '../../src/filing/draft.js';
import { beginFiling, takeTurn } from '../../src/filing/filing.js';
import type { FilingInput, FilingTurn } from '../../src/filing/filing-step.js';
import { readCity } from '../../src/organization/city-file.js';
import { createOrganization } from '../../src/organization/organization.js';
import { packageRoot } from '../../src/package-root.js';

const { city } = await readCity(`${packageRoot}/city/mashhad/city.json`);
/** What a filing in the example city depends on. */
export const context: FilingContext = createOrganization({ city, holdings: {}, defaultAnswerHours: 72 });

export const IN_DISTRICT_9 = { latitude: 36.3, longitude: 59.47 };
export const IN_TEHRAN = { latitude: 35.7, longitude: 51.4 };
export const POTHOLE = 'چاله بزرگی جلوی دبستان است';

let nextMessage = 1;

/** Files up to some step by what a citizen does, which must all be taken. */
export function upTo(...inputs: readonly (string | FilingInput)[]): Filing {
  return inputs.reduce<Filing>((filing, input) => filingOf(turnOf(filing, input)), beginFiling(0));
}

/** The filing that goes on after a turn. */
export function filingOf(turn: FilingTurn): Filing {
  if (!('filing' in turn)) throw new Error(`It ended in ${JSON.stringify(turn)}.`);
  return turn.filing;
}

/** What follows from what a citizen does next. */
export function turnOf(filing: Filing, input: string | FilingInput): FilingTurn {
  const messageId = nextMessage++;
  return takeTurn(
    filing,
    typeof input === 'string' ? { kind: 'typed', text: input, messageId } : input,
    context,
  );
}

/** A photo that a citizen sends. */
export function photo(id: string, more: { album?: string; caption?: string } = {}): FilingInput {
  return { kind: 'file', attachment: { id, kind: 'photo' }, messageId: nextMessage++, ...more };
}
