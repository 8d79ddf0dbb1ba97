import { xmlText } from '../../text/xml.js';
import { readXml } from '../../workbooks/xml.js';
import { ACT_KINDS, RESULTS } from './act-words.js';
import type { DeskAct, OfficeLetter, SentLetter } from './office.js';

/** What a file of the product says. */
export type SentFile =
  | { readonly kind: 'letter'; readonly letter: SentLetter; readonly isWithdrawn: boolean }
  | { readonly kind: 'receipt'; readonly act: string; readonly accepted: boolean; readonly sentence: string };

const RECEIPT = 'رسید';
const WITHDRAWN = 'ابطال';
const ACCEPTED = 'پذیرفته شد';
const REFUSED = 'پذیرفته نشد';

/** Reads a file that the product has laid down; throws if it is not what it should be. */
export function readSentFile(content: Buffer): SentFile {
  const texts = new Map<string, string[]>();
  const path: string[] = [];
  const isSound = readXml(content, {
    open(name, attributes) {
      path.push(name);
      const here = path.slice(1).join('/');
      texts.set(here, [...(texts.get(here) ?? []), '']);
      for (const [key, value] of attributes) texts.set(`${here}@${key}`, [value]);
    },
    close: () => path.pop(),
    text(more) {
      const all = texts.get(path.slice(1).join('/'));
      if (all !== undefined) all.push(`${all.pop()}${more}`);
    },
  });
  if (!isSound) throw new Error('A file of the product is not XML.');
  const at = (place: string) => texts.get(place)?.[0] ?? '';
  if (at('LetterKind') === RECEIPT) {
    return {
      kind: 'receipt',
      act: at('RelatedLetters/RelatedLetter@LetterNo'),
      accepted: at('Result') === ACCEPTED,
      sentence: at('Sentence'),
    };
  }
  return {
    kind: 'letter',
    isWithdrawn: at('Operation') === WITHDRAWN,
    letter: {
      id: at('LetterNo'),
      version: Number(at('LetterNo@Version')),
      kind: at('LetterKind'),
      priority: at('Priority@Name'),
      receiverCode: at('Receiver@Code'),
      receiverTitle: at('Receiver@Position'),
      subject: at('Subject'),
      text: Buffer.from(at('Origins/Origin'), 'base64').toString(),
      standing: at('State'),
      marginNotes: texts.get('MarginNotes/MarginNote') ?? [],
      trackingCode: at('Keywords/Keyword'),
      deadline: at('Deadline') === '' ? null : at('Deadline'),
      links: texts.get('Links/Link') ?? [],
    },
  };
}

/** What somebody did at a desk, as a file. */
export function writeActFile(letter: OfficeLetter, act: DeskAct): string {
  return written(`<LetterNo>${xmlText(act.id)}</LetterNo>
<LetterKind>${ACT_KINDS[act.kind]}</LetterKind>
<Sender Position="${xmlText(act.signer)}"/>
<Receiver Code="${xmlText(act.target ?? '')}"/>
<RelatedLetters><RelatedLetter LetterNo="${xmlText(letter.id)}" No="${act.number}"/></RelatedLetters>
<Result>${act.outcome === undefined ? '' : RESULTS[act.outcome]}</Result>
<Date>${xmlText(act.day ?? '')}</Date>
<Origins><Origin ContentType="text/plain">${Buffer.from(act.text).toString('base64')}</Origin></Origins>`);
}

/** What became of a letter of the product, as a file with a number of its own. */
export function writeReceiptFile(
  receipt: { readonly number: string; readonly letter: string } & (
    | { readonly indicator: string }
    | { readonly refused: string }
  ),
): string {
  const result =
    'indicator' in receipt
      ? `<Result>${ACCEPTED}</Result><IndicatorNo>${xmlText(receipt.indicator)}</IndicatorNo>`
      : `<Result>${REFUSED}</Result><Sentence>${xmlText(receipt.refused)}</Sentence>`;
  return written(`<LetterNo>${xmlText(receipt.number)}</LetterNo>
<LetterKind>${RECEIPT}</LetterKind>
<RelatedLetters><RelatedLetter LetterNo="${xmlText(receipt.letter)}"/></RelatedLetters>
${result}`);
}

function written(inside: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Letter>\n<Protocol Name="ECE" Version="1.01"/>\n${inside}\n</Letter>\n`;
}
