import { isolateDirection } from '../../../../../src/text/direction.js';
import type { Visit } from '../../../context.js';

type Reader = Pick<Visit, 'wording' | 'speech' | 'organization'>;

/** What a list of words is about, in words: a topic, another body, a kind of talk, a hazard, a district. */
export function listName(visit: Reader, list: string): string {
  const { wording, speech, organization } = visit;
  const [kind, code] = list.includes(':') ? list.split(':', 2) : ['topic', list];
  switch (kind) {
    case 'topic': {
      const category = organization.category(list);
      return category === undefined ? isolateDirection(list) : organization.title(category, speech.locale);
    }
    case 'other': {
      const body = organization.words.bodies.find((one) => one.code === code);
      return body?.title[speech.locale] ?? isolateDirection(list);
    }
    case 'talk':
      return named(visit, `words.talk.${code}`, list);
    case 'danger':
    case 'sign': {
      const hazard = named(visit, `words.hazard.${code}`, code ?? list);
      return wording.plain(`words.list.${kind}`, { hazard });
    }
    case 'place':
      return wording.name(code ?? list);
    default:
      return isolateDirection(list);
  }
}

/** One of our texts; the code itself for what only this city has. */
function named({ wording, speech }: Reader, key: string, code: string): string {
  return speech.texts.has(key) ? wording.plain(key) : isolateDirection(code);
}
