/** A point, an address in words, or both; `district` is the unit of the city in which it lies. */
export interface Place {
  readonly latitude?: number;
  readonly longitude?: number;
  readonly address?: string;
  readonly district?: string;
}

/** A file that belongs to a request; `id` is its key in the attachment store. */
export interface Attachment {
  readonly id: string;
  readonly kind: 'photo' | 'voice' | 'video' | 'audio' | 'document';
}

/**
 * Which photos and videos show the place before the work, beside those of an answer that show it after: those that the
 * citizen sent, or some of the answer's own, by id.
 */
export type BeforeWork = 'citizen' | readonly string[];

/** What everybody may read of what a citizen wrote and sent: nothing, the first words, or these and the photos. */
export type PublishedParts = 'nothing' | 'words' | 'all';

/** What the answer says: done, will be done by a day, or cannot be done. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'planned'; readonly day: Date }
  | { readonly kind: 'notPossible' };

/** Why a position got a request. */
export type ReferralReason =
  | 'filed'
  | 'operator'
  | 'notOurs'
  | 'bounced'
  | 'decided'
  | 'late'
  | 'objection'
  | 'disapproved'
  | 'vacant'
  | 'promiseBroken';

export type CloseReason = 'accepted' | 'silent' | 'withdrawn' | 'rejected' | 'merged';

/** Who gives a command. The service has authenticated them; the lifecycle checks what they may do. */
export type Actor =
  | { readonly kind: 'citizen'; readonly citizen: string }
  | {
      readonly kind: 'manager';
      readonly position: string;
      readonly person: string;
      /** Id of the client through which they did it; absent: in the bot. */
      readonly via?: string;
      /** Where they did it, if not on the phone: at their desk in the office automation Gam. */
      readonly channel?: 'gam';
    }
  | { readonly kind: 'operator'; readonly person: string; readonly via?: string }
  | { readonly kind: 'supervisor'; readonly person: string }
  | { readonly kind: 'client'; readonly client: string }
  | { readonly kind: 'clock' };
