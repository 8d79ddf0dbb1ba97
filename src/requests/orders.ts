import type { RequestEvent } from './lifecycle/events.js';
import type { Actor } from './lifecycle/facts.js';
import type { Refusal } from './lifecycle/refusal.js';
import type { Request } from './lifecycle/request.js';

/** What became of a command that was carried out against the store. */
export type CommandResult =
  | {
      readonly ok: true;
      readonly request: Request;
      /** The events of this command, also when it is a repetition. */
      readonly events: readonly RequestEvent[];
      /** True when the same command had been carried out before and nothing was changed now. */
      readonly repeated: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly request: Request }
  | { readonly ok: false; readonly refusal: { readonly code: 'notFound' } };

/** A command with everything that makes it repeatable: who, and the id under which it is known. */
export interface Order<Type> {
  readonly command: Type;
  readonly actor: Actor;
  /** The same wish has the same id at each repetition: `citizen:<update_id>`, `job:<code>:<rev>`. */
  readonly commandId: string;
  /** The messages of which the words of the command consist, if they came in several. */
  readonly messages?: readonly string[];
}
