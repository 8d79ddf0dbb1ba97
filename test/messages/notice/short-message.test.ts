import { LOCALES } from '../../../src/config.js';
import { citizensWhoHear } from '../../../src/deliveries/planning/audience.js';
import { renderShort } from '../../../src/messages/notice/short-message.js';
import { codePoints } from '../../../src/text/persian.js';
import { formatTrackingCode } from '../../../src/text/tracking-code.js';
import { ALL_EVENTS, CODE, eventOf, requestIn, STAGES, speechIn } from '../samples.js';

const [stage] = STAGES.intake;
/** Code points of what goes to a telephone: a few parts, whatever titles and words are in it. */
const MOST = 700;

it.each(LOCALES)('tells everything that citizens hear, plainly and shortly, in %s', (locale) => {
  if (stage === undefined) throw new Error('There is no sample of the intake.');
  const request = requestIn(stage);
  for (const event of ALL_EVENTS) {
    const text = renderShort({ ...speechIn(locale), request, event, reader: 'filer' });
    // Only people who use the bot are asked anything.
    if (['nobody', 'asked'].includes(citizensWhoHear(event))) continue;
    expect(text).toContain(formatTrackingCode(CODE, locale));
    expect(text).not.toMatch(/<\/?[a-z]+>|&(?:amp|lt|gt|quot);|\{\{|undefined|Invalid Date/);
    expect(codePoints(text ?? '')).toBeLessThanOrEqual(MOST);
  }
});

it('says what an answer comes to before who gave it, and names a voice that cannot be read', () => {
  if (stage === undefined) throw new Error('There is no sample of the intake.');
  const event = eventOf({
    type: 'answered',
    by: { kind: 'position', position: 'mayor' },
    outcome: { kind: 'notPossible' },
    text: '',
    attachments: [{ id: 'v', kind: 'voice' }],
  });
  const text = renderShort({ ...speechIn('fa'), request: requestIn(stage), event, reader: 'filer' });
  expect(text).toMatch(/شدنی نیست[\s\S]*شهردار[\s\S]*صدا/);
});
