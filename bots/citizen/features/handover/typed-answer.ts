import { stripMarks } from '../../../../src/filing/words.js';
import { readTypedMeanings } from '../../../../src/text/typed-words.js';

const words = readTypedMeanings('handover', ['carryOn', 'decline', 'leaveWords'], stripMarks);

/** What a typed text says about a withdrawn request, in place of its buttons; undefined for any other text. */
export function typedAboutHandover(text: string): 'carryOn' | 'decline' | 'leaveWords' | undefined {
  return words.meaningOf(text);
}
