import { LOCALES } from '../../../src/config.js';
import { isOwnable, OWN_ACTS, ownActs, readForm, takesPhotos } from '../../../src/site/own/own-act.js';
import { renderOwnPage } from '../../../src/site/own/own-page.js';
import { createRequestLinks } from '../../../src/site/own/request-links.js';
import { createSitePages } from '../../../src/site/site-pages.js';
import { stripHtml } from '../../../src/text/html.js';
import { createTrackingCode } from '../../../src/text/tracking-code.js';
import { ALL_EVENTS, CODE, requestIn, STAGES, speechIn } from '../../messages/samples.js';
import { fc, seededRandom } from '../../support/seeded.js';
import { HOSTILE_TEXTS, holdsNoMarkupOf } from '../hostile.js';

const { texts } = speechIn('fa');
/** Enough for a timeline; that of every event is tested with the messages. */
const SOME_EVENTS = 5;
const pages = createSitePages({ texts, defaultLocale: 'fa', basePath: 'https://137.example.org' });
const links = createRequestLinks({
  secret: 'a secret of the city',
  addressOf: (path, locale) => pages.readingIn(locale).addressOf(path, locale),
});
const tokenOf = (request: Parameters<typeof links.linkTo>[0]) =>
  links.linkTo(request, 'fa').split('/r/')[1] ?? '';

describe('a secret link', () => {
  const random = seededRandom();
  const requests = fc
    .tuple(
      fc.constant(0).map(() => createTrackingCode(random)),
      fc.string({ minLength: 1 }),
    )
    .map(([code, citizen]) => ({ code, citizen }));

  it('opens its request for as long as that has the same citizen, and tells nobody its code', () => {
    fc.assert(
      fc.property(requests, requests, (request, other) => {
        const token = tokenOf(request);
        expect(token).toMatch(/^[A-Za-z0-9_-]{28}$/);
        expect(links.codeOf(token)).toBe(request.code);
        expect(links.isFor(token, request)).toBe(true);
        expect(links.isFor(token, { ...request, citizen: `${request.citizen}.` })).toBe(false);
        if (other.code !== request.code)
          expect(links.isFor(token, { ...request, code: other.code })).toBe(false);
      }),
    );
  });

  it('opens nothing once any sign of it is another one', () => {
    const request = { code: CODE, citizen: 'maryam' };
    const token = tokenOf(request);
    for (const index of token.split('').keys()) {
      const changed = `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`;
      const code = links.codeOf(changed);
      expect(code === CODE && links.isFor(changed, request)).toBe(false);
    }
    for (const none of ['', 'x', CODE, `${token}A`, token.slice(1), '../../../etc/passwd']) {
      expect(links.codeOf(none)).toBeUndefined();
    }
  });

  it('leads to the page in the language of its citizen', () => {
    expect(links.linkTo({ code: CODE, citizen: 'maryam' }, 'ar')).toMatch(
      /^https:\/\/137\.example\.org\/ar\/r\//,
    );
  });
});

describe('the page of a secret link', () => {
  const speech = speechIn('fa');
  const page = (request: ReturnType<typeof requestIn>, more = {}, locale = speech.locale) =>
    renderOwnPage(
      {
        stored: { request, events: ALL_EVENTS.slice(0, SOME_EVENTS) },
        speech: speechIn(locale),
        token: 'token',
        key: 'key',
        ...more,
      },
      pages.readingIn(locale),
    );

  it.each(LOCALES)('has words for every stage, in %s, and only the acts of that stage', (locale) => {
    for (const stage of Object.values(STAGES).flat()) {
      const request = requestIn(stage);
      const { body, isIndexed } = page(request, {}, locale);
      expect(isIndexed).toBe(false);
      expect(stripHtml(body.text)).not.toMatch(/own\.|undefined|NaN|\{\{/);
      const offered = [...body.text.matchAll(/name="act" value="(\w+)"/g)].map(([, act]) => act);
      expect(offered).toEqual(ownActs(request));
      expect(body.text).not.toContain(String(request.place?.latitude));
    }
  });

  it('says how long there is, with a moment that programs read', () => {
    const [stage] = STAGES.referred;
    if (stage === undefined) throw new Error('No stage.');
    expect(page(requestIn(stage)).body.text).toContain(
      '<time datetime="2026-11-27T10:40:00.000Z">۳ روز مانده است.</time>',
    );
  });

  it('keeps what was written where it was not taken, and shows it as text', () => {
    const [stage] = STAGES.intake;
    if (stage === undefined) throw new Error('No stage.');
    fc.assert(
      fc.property(HOSTILE_TEXTS, (words) => {
        const request = {
          ...requestIn(stage),
          answers: requestIn(stage).answers.map((one) => ({ ...one, text: words })),
        };
        const news = { kind: 'notTaken', because: 'tooLong', act: 'add', words } as const;
        const { text } = page(request, { news }).body;
        expect(holdsNoMarkupOf(text)).toBe(true);
        expect(text.match(/<textarea/g)).toHaveLength(2);
        expect(text.match(/<form/g)).toHaveLength(2);
      }),
      { numRuns: 60 },
    );
  });

  it('lets no words turn the direction of what stands beside them', () => {
    const [stage] = STAGES.answered;
    if (stage === undefined) throw new Error('No stage.');
    expect(page(requestIn(stage)).body.text).not.toMatch(/[\u202A-\u202E]/);
  });

  it('has nothing to own of what was withdrawn', () => {
    expect(
      Object.values(STAGES)
        .flat()
        .map((stage) => isOwnable(requestIn(stage))),
    ).toContain(false);
  });
});

describe('a form', () => {
  it('is read, or it is said what is missing', () => {
    const cases: readonly (readonly [Readonly<Record<string, unknown>>, unknown])[] = [
      [{}, 'notAnAct'],
      [{ act: 'constructor' }, 'notAnAct'],
      [{ act: 'rate' }, 'noScore'],
      [{ act: 'object', words: ' \u200e\n ' }, 'noWords'],
      [{ act: 'add', words: ['a', 'b'] }, 'noWords'],
      [{ act: 'reply', words: 'ا'.repeat(4_001) }, 'tooLong'],
      [{ act: 'withdraw', words: 'حل شد' }, 'notSure'],
      [
        { act: 'rate', score: '4' },
        { type: 'rate', score: 4 },
      ],
      [
        { act: 'object', words: ' هنوز هست ' },
        { type: 'object', reason: 'هنوز هست' },
      ],
      [{ act: 'withdraw', sure: 'yes', words: '' }, { type: 'withdraw' }],
      [
        { act: 'withdraw', sure: 'yes', keepsWords: 'yes' },
        { type: 'withdraw', keepsWords: true },
      ],
    ];
    for (const [form, expected] of cases) {
      const read = readForm(form, { hasPhotos: false });
      expect([form, read.ok ? read.command : read.because]).toEqual([form, expected]);
    }
    expect(OWN_ACTS).toHaveLength(5);
  });

  it('is whole with photos in place of words, of whatever takes photos', () => {
    const without = OWN_ACTS.filter((act) => !readForm({ act }, { hasPhotos: true }).ok);
    expect(without).toEqual(['rate', 'withdraw']);
    expect(OWN_ACTS.filter((act) => !takesPhotos(act))).toEqual(without);
  });
});
