import { LOCALES } from '../../src/config.js';
import { citizensWhoHear } from '../../src/deliveries/planning/audience.js';
import { renderShort } from '../../src/messages/short-message.js';
import { codePoints } from '../../src/text/persian.js';
import { formatTrackingCode } from '../../src/text/tracking-code.js';
import { ALL_EVENTS, CODE, requestIn, STAGES, speechIn } from './samples.js';

const [stage] = STAGES.intake;
/** Code points of what goes to a telephone: a few parts, whatever titles and words are in it. */
const MOST = 700;

it.each(LOCALES)('tells everything that citizens hear, plainly and shortly, in %s', (locale) => {
  if (stage === undefined) throw new Error('There is no sample of the intake.');
  const request = requestIn(stage);
  for (const event of ALL_EVENTS) {
    const text = renderShort({ ...speechIn(locale), request, event });
    if (citizensWhoHear(event) === 'nobody') continue;
    expect(text).toContain(formatTrackingCode(CODE, locale));
    expect(text).not.toMatch(/<\/?[a-z]+>|&(?:amp|lt|gt|quot);|\{\{|undefined|Invalid Date/);
    expect(codePoints(text ?? '')).toBeLessThanOrEqual(MOST);
  }
});
