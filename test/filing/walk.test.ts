import { LONGEST_WORDS, wordsOf } from '../../src/filing/draft.js';
import { beginFiling, keepFiling, readFiling, takeTurn } from '../../src/filing/filing.js';
import type { FilingInput } from '../../src/filing/filing-step.js';
import { codePoints } from '../../src/text/persian.js';
import { fc } from '../support/seeded.js';
import { context, IN_DISTRICT_9, IN_TEHRAN } from './filer.js';

describe('whatever a citizen does', () => {
  const texts = fc.oneof(
    fc.constantFrom(
      '۱',
      '9',
      'ثبت',
      'نمی‌دانم',
      'بدون نشانی',
      'منطقه ۹',
      'تغییر متن',
      'تغییر جا',
      'همه',
      '<b>&"',
      ' \u200F\u202E ',
      'چاله',
      'خیابان سجاد',
    ),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.integer({ min: 3_900, max: 4_200 }).map((length) => 'و'.repeat(length)),
  );
  const ids = fc.integer({ min: 1, max: 9 });
  const inputs: fc.Arbitrary<FilingInput> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('typed' as const),
        text: texts,
        messageId: fc.integer({ min: 10, max: 1e6 }),
      }),
    },
    fc.record({
      kind: fc.constant('edited' as const),
      text: texts,
      messageId: fc.integer({ min: 10, max: 14 }),
    }),
    fc.record({
      kind: fc.constant('file' as const),
      attachment: fc.record({
        id: ids.map(String),
        kind: fc.constantFrom('photo' as const, 'voice' as const),
      }),
      caption: texts,
      album: fc.constantFrom('x', 'y'),
      messageId: ids,
    }),
    fc.record({ kind: fc.constant('tooBig' as const), caption: texts, messageId: ids }),
    fc.record({ kind: fc.constant('location' as const), point: fc.constantFrom(IN_DISTRICT_9, IN_TEHRAN) }),
    fc.record({
      kind: fc.constant('category' as const),
      category: fc.constantFrom('pothole', 'car-tax', 'garbage', 'nothing', null),
    }),
    fc.constant({ kind: 'groups' as const }),
    fc.record({ kind: fc.constant('group' as const), group: fc.constantFrom('water', 'nothing') }),
    fc.record({
      kind: fc.constant('change' as const),
      field: fc.constantFrom('text' as const, 'category' as const, 'place' as const),
    }),
    fc.constant({ kind: 'register' as const }),
    fc.constant({ kind: 'back' as const }),
  );

  it('always has an answer, loses no words and no files, and «cancel» leads out', () => {
    fc.assert(
      // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the rules of one step, checked together on each random walk.
      fc.property(fc.array(inputs, { maxLength: 25 }), (acts) => {
        let filing = beginFiling(0);
        for (const act of acts) {
          const { draft } = filing;
          const turn = takeTurn(filing, act, context);
          expect(takeTurn(filing, { kind: 'cancel' }, context)).toEqual({ kind: 'leave' });
          if (turn.kind === 'register') expect(filing.step).toBe('review');
          if (!('filing' in turn)) continue;
          const next = turn.filing.draft;
          const replaces = draft.changing === 'text' && act.kind === 'typed';
          const touched = 'messageId' in act ? act.messageId : undefined;
          const lost = draft.texts.filter(
            (words) =>
              words.messageId !== touched &&
              !next.texts.some((kept) => kept.messageId === words.messageId && kept.text === words.text),
          );
          if (!replaces) expect(lost).toEqual([]);
          expect(
            draft.attachments.filter(({ id }) => !next.attachments.some((kept) => kept.id === id)),
          ).toEqual([]);
          expect(codePoints(wordsOf(next))).toBeLessThanOrEqual(LONGEST_WORDS);
          if (turn.filing.step === 'review') {
            expect(next.texts.length + next.attachments.length).toBeGreaterThan(0);
            expect(next.category).toBeDefined();
            expect(next.place).toBeDefined();
          }
          expect(readFiling(keepFiling(turn.filing))).toEqual(turn.filing);
          filing = turn.filing;
        }
      }),
      { numRuns: 300 },
    );
  });
});
