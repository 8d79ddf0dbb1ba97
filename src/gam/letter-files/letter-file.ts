import { assertNever } from '../../assert-never.js';
import { actNumber, keyOf, readActContent } from '../act-content.js';
import type { ActResult, FileProblem, GamAct, GamActContent, GamLetter } from '../gam-port.js';
import type { FileMapping } from './mapping.js';
import type { Place } from './place.js';
import { readAt, readXml, type XmlElement } from './read-xml.js';
import { type Entry, writeXml } from './write-xml.js';

/** What is to be done with a letter in Gam. */
export type Operation = keyof FileMapping['operations'];

/** Code points of Gam's reason that are kept. */
const MOST_OF_REASON = 300;

/** A letter as a file. */
export function writeLetterFile(
  letter: GamLetter,
  options: { readonly mapping: FileMapping; readonly operation: Operation; readonly now: Date },
): string {
  const { mapping, operation, now } = options;
  const values: Readonly<Record<keyof FileMapping['letter'], string | readonly string[]>> = {
    id: letter.id,
    version: String(letter.version),
    kind: mapping.kinds.letter,
    operation: mapping.operations[operation],
    writtenAt: now.toISOString(),
    receiverCode: mapping.positions[letter.position] ?? letter.position,
    receiverTitle: letter.receiver,
    priority: letter.isUrgent ? mapping.priorities.urgent : mapping.priorities.usual,
    subject: letter.subject,
    text: letter.text,
    standing: letter.standing,
    marginNotes: letter.marginNotes,
    trackingCode: letter.trackingCode,
    deadline: letter.deadline?.toISOString() ?? '',
    links: letter.links,
  };
  return writeFileWith(mapping, mapping.letter, values);
}

/** What became of an act, as a file; `id` is the number of the file itself. */
export function writeReceiptFile(
  act: string,
  result: ActResult,
  options: { readonly mapping: FileMapping; readonly id: string; readonly now: Date },
): string {
  const { mapping, id, now } = options;
  const isAccepted = result.kind === 'accepted';
  return writeFileWith(mapping, mapping.receipt, {
    id,
    kind: mapping.kinds.receipt,
    writtenAt: now.toISOString(),
    about: act,
    result: isAccepted ? mapping.results.accepted : mapping.results.refused,
    sentence: isAccepted ? '' : result.sentence,
  });
}

/** The values at their places, in the order of the mapping. */
function writeFileWith<Name extends string>(
  { root, fixed }: FileMapping,
  places: Readonly<Record<Name, Place>>,
  values: Readonly<Record<Name, string | readonly string[]>>,
): string {
  const entries = Object.entries<Place>(places).map(
    // The keys of a strict object of the mapping are exactly these.
    ([name, place]): Entry => [place, values[name as Name]],
  );
  return writeXml(root.elements[0] ?? '', [...fixed, ...entries]);
}

/** The act in a file of Gam, or why there is none. */
export function readActFile(
  bytes: Buffer,
  mapping: FileMapping,
): { readonly act: GamAct } | { readonly problem: FileProblem } {
  const read = readXml(bytes);
  if ('problem' in read) return read;
  const { root } = read;
  if (root.name !== mapping.root.elements[0]) return { problem: 'otherRoot' };
  const at = (name: keyof FileMapping['act']) => readAt(root, mapping.act[name]) ?? '';
  const id = at('id');
  // Without a number of its own nothing can be said about it, to anybody.
  if (id === '') return { problem: 'noNumber' };
  const signer = at('signer');
  const isReceipt = keyOf(mapping.kinds, at('kind')) === 'receipt';
  return {
    act: {
      id,
      letter: at('letter'),
      number: isReceipt ? 0 : actNumber(at('number')),
      ...(signer === '' ? {} : { signer }),
      content: isReceipt ? receiptIn(at, mapping) : contentIn(root, mapping),
    },
  };
}

function contentIn(root: XmlElement, mapping: FileMapping): GamActContent {
  const at = (name: keyof FileMapping['act']) => readAt(root, mapping.act[name]);
  const [kind, text, outcome, day, receiver] = [
    at('kind'),
    at('text'),
    at('outcome'),
    at('day'),
    at('receiver'),
  ];
  if (
    kind === undefined ||
    text === undefined ||
    outcome === undefined ||
    day === undefined ||
    receiver === undefined
  ) {
    return { kind: 'unreadable' };
  }
  return readActContent({ kind, text, outcome, day, receiver }, mapping);
}

function receiptIn(at: (name: keyof FileMapping['act']) => string, mapping: FileMapping): GamActContent {
  const result = keyOf(mapping.results, at('result'));
  switch (result) {
    case undefined:
      return { kind: 'unreadable' };
    case 'accepted': {
      const indicator = at('indicator');
      return { kind: 'letterReceipt', ...(indicator === '' ? {} : { indicator }) };
    }
    case 'refused': {
      const said = [...at('sentence')].slice(0, MOST_OF_REASON).join('');
      return { kind: 'letterReceipt', refusedBecause: said === '' ? mapping.results.refused : said };
    }
    default:
      return assertNever(result);
  }
}
