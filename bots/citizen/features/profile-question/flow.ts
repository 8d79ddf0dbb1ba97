import { z } from 'zod';
import { isBlank } from '../../../../src/filing/draft.js';
import { bare } from '../../../../src/filing/words.js';
import { keptPause, keptSteps } from '../../../../src/flows/flow-codec.js';
import type { Conversation } from '../../../../src/mailbox/chat-store.js';
import { codePoints, withoutControls } from '../../../../src/text/persian.js';

/** Most code points of the name by which a person wants to be called. */
const LONGEST_NAME = 60;

const asideSchema = z.object({
  /** The message that asks. */
  askedAt: z.number().exactOptional(),
  /** What was going on before, and goes on afterwards. */
  paused: keptPause,
});

/**
 * What a citizen is asked about himself in the middle of anything:
 * - `name`: how he wants to be called;
 * - `phone`: his number, in the settings; `phoneToRegister`: before his first request, which waits for it;
 * - `leaving`: whether he wants to be forgotten; `leavingSurely`: whether he is sure.
 */
const STEPS = ['name', 'phone', 'phoneToRegister', 'leaving', 'leavingSurely'] as const;
export type AsideStep = (typeof STEPS)[number];

/** A short question to a citizen about himself, and what it interrupts. */
export type Aside = Readonly<z.infer<typeof asideSchema>> & { readonly step: AsideStep };

const kept = keptSteps({ name: 'aside', version: 1, steps: STEPS, schema: asideSchema });

/** The aside that a conversation is, or undefined for another flow or one of an older shape. */
export function readAside(conversation: Conversation | null): Aside | undefined {
  const open = kept.read(conversation);
  return open === undefined ? undefined : { step: open.step, ...open.draft };
}

/** An aside as the conversation that keeps it. */
export function keepAside({ step, ...draft }: Aside): Conversation {
  return kept.keep({ step, draft });
}

/** What an aside that begins now interrupts: never another aside, whose question it takes the place of. */
export function interrupted(conversation: Conversation | null): Conversation | null {
  const open = readAside(conversation);
  return open === undefined ? conversation : open.paused;
}

/** A typed name, or why it cannot be one. */
export type TypedName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: 'emptyName' | 'longName' };

/** Reads the name by which a person wants to be called. */
export function readName(text: string): TypedName {
  const name = withoutControls(text).replace(/\s+/g, ' ').trim();
  if (isBlank(name) || bare(name) === '') return { ok: false, problem: 'emptyName' };
  return codePoints(name) > LONGEST_NAME ? { ok: false, problem: 'longName' } : { ok: true, name };
}
