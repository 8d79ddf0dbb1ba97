import { z } from 'zod';
import { gamWords } from '../mapping.js';
import { place } from './place.js';

const name = z.string().min(1);

/** The places and words of an installation of Gam that exchanges letter files. */
export const fileMapping = z.strictObject({
  ...gamWords,
  /** The outermost element of every file. */
  root: place.refine(({ elements, attribute }) => elements.length === 1 && attribute === undefined),
  /** What every file of ours says besides, by its place. */
  fixed: z.record(z.string(), z.string()).transform((given, context) =>
    Object.entries(given).map(([written, value]) => {
      const parsed = place.safeParse(written);
      if (!parsed.success) context.addIssue(`«${written}» is no place`);
      return [parsed.data ?? { elements: [], isBase64: false }, value] as const;
    }),
  ),
  /** What a file is: a letter of ours, or word of what became of somebody else's. */
  kinds: z.strictObject({ letter: name, receipt: name }),
  /** What is to be done with a letter of ours. */
  operations: z.strictObject({ put: name, update: name, withdraw: name }),
  /** What a receipt says of what it is about. */
  results: z.strictObject({ accepted: name, refused: name }),
  letter: z.strictObject({
    id: place,
    version: place,
    kind: place,
    operation: place,
    writtenAt: place,
    receiverCode: place,
    receiverTitle: place,
    priority: place,
    subject: place,
    text: place,
    standing: place,
    marginNotes: place,
    trackingCode: place,
    deadline: place,
    links: place,
  }),
  receipt: z.strictObject({
    id: place,
    kind: place,
    writtenAt: place,
    about: place,
    result: place,
    sentence: place,
  }),
  /** What somebody did with a letter, or a receipt for it. */
  act: z.strictObject({
    id: place,
    letter: place,
    number: place,
    kind: place,
    signer: place,
    text: place,
    outcome: place,
    day: place,
    receiver: place,
    result: place,
    sentence: place,
    indicator: place,
  }),
});

/** How letter files are written for Gam, and those of Gam are read. */
export type FileMapping = Readonly<z.output<typeof fileMapping>>;
