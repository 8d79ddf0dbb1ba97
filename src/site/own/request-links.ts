import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Locale } from '../../config.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { isTrackingCode, type TrackingCode } from '../../text/tracking-code.js';

/** Whose request a secret link opens. */
type Owned = Pick<Request, 'code' | 'citizen'>;

/**
 * Secret links by which a citizen sees and acts on a request without an account. Nothing is stored of them: a link says
 * which request it opens, and is good as long as the request has the citizen for whom it was made. So it ends with the
 * write by which a request is withdrawn, carried on by somebody else, or its citizen forgotten.
 */
export interface RequestLinks {
  /** The address of a request for its citizen, with a page in that language. */
  linkTo(request: Owned, locale: Locale): string;
  /** The code that a token claims to open; undefined for what is no token. `isFor` says whether it does. */
  codeOf(token: string): TrackingCode | undefined;
  /** True if the token was made for the citizen that the request has now. */
  isFor(token: string, request: Owned): boolean;
}

/** A code has ten digits, which fit into five bytes. */
const CODE_BYTES = 5;
const CODE_DIGITS = 10;
/** 128 bits: as many tries as there are would be needed. */
const PROOF_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{28}$/;

/**
 * The links of a city. `secret` is the city's; `addressOf` gives the address of a path of the site in a language, as
 * people reach it from outside.
 */
export function createRequestLinks({
  secret,
  addressOf,
}: {
  readonly secret: string;
  readonly addressOf: (path: string, locale: Locale) => string;
}): RequestLinks {
  const keyed = (purpose: string, about: Buffer | string) =>
    createHmac('sha256', `${purpose}:${secret}`).update(about).digest();
  const proofOf = ({ code, citizen }: Owned) => keyed('proof', `${code} ${citizen}`).subarray(0, PROOF_BYTES);

  /** Hides the code behind its own proof, so that a link tells nobody who sees it the code. */
  function mask(bytes: Buffer, proof: Buffer): Buffer {
    const key = keyed('code', proof);
    return Buffer.from(bytes.map((byte, index) => byte ^ (key[index] ?? 0)));
  }

  function tokenOf(request: Owned): string {
    const proof = proofOf(request);
    const code = Buffer.alloc(CODE_BYTES);
    code.writeUIntBE(Number(request.code), 0, CODE_BYTES);
    return Buffer.concat([proof, mask(code, proof)]).toString('base64url');
  }

  return {
    linkTo: (request, locale) => addressOf(`/r/${tokenOf(request)}`, locale),

    codeOf(token) {
      if (!TOKEN.test(token)) return undefined;
      const bytes = Buffer.from(token, 'base64url');
      const code = mask(bytes.subarray(PROOF_BYTES), bytes.subarray(0, PROOF_BYTES));
      const digits = String(code.readUIntBE(0, CODE_BYTES)).padStart(CODE_DIGITS, '0');
      return isTrackingCode(digits) ? digits : undefined;
    },

    isFor(token, request) {
      const [given, expected] = [Buffer.from(token, 'base64url'), Buffer.from(tokenOf(request), 'base64url')];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
