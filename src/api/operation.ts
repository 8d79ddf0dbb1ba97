import type { z } from 'zod';
import type { Client, Scope } from '../clients/client.js';
import type { Problem, ProblemCode } from '../clients/problem.js';
import type { Locale } from '../config.js';
import type { Multipart } from './multipart.js';

/** A call that was let in and checked. */
export interface Call<Path, Query, Body> {
  readonly client: Client;
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** The language in which sentences for people are answered. */
  readonly locale: Locale;
  /** The revision of `If-Match`; absent without the header. */
  readonly ifMatch?: string;
  /** Of a call that changes something: what makes a repeated one the same. */
  readonly repeatable: Repeatable;
}

/** What makes a repeated call the same act. */
export interface Repeatable {
  /** The id of the lifecycle's commands. */
  readonly commandId: string;
  /** The tracking code drawn for the call. */
  readonly code: string;
  /** Draws another code, since that one belongs to another request. */
  drawAnother(code: string): Promise<string>;
}

/** What a call comes to. */
export type OperationResult =
  | {
      readonly ok: true;
      readonly status?: 200 | 201 | 204;
      /** Absent with 204. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly problem: Problem };

/** One thing that can be called: how it is described, and how it is done. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below `/api/v1`, with parameters in braces. */
  readonly path: string;
  readonly name: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly scope?: Scope;
  readonly parameters: z.ZodObject;
  readonly query: z.ZodObject;
  /** A body in JSON; `files` for the bytes of a file; absent for none. */
  readonly body?: z.ZodType | 'file';
  /** A JSON body may also come as one of several parts, with files beside it. */
  readonly multipart?: Multipart;
  readonly status: 200 | 201 | 204;
  /** Absent with 204. */
  readonly answer?: z.ZodType;
  /** Problems of its own, besides those that every operation may have. */
  readonly problems: readonly ProblemCode[];
  handle(call: Call<never, never, never>): Promise<OperationResult>;
}

/** Makes an operation whose handler gets what its schemas describe. */
export function defineOperation<
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType | 'file' | undefined = undefined,
>(
  operation: Omit<Operation, 'parameters' | 'query' | 'body' | 'handle'> & {
    readonly parameters: Path;
    readonly query: Query;
    readonly body?: Body;
    handle(
      call: Call<
        z.output<Path>,
        z.output<Query>,
        Body extends z.ZodType ? z.output<Body> : Body extends 'file' ? Buffer : undefined
      >,
    ): Promise<OperationResult>;
  },
): Operation {
  // The router hands a handler what it has checked against these very schemas.
  return operation as unknown as Operation;
}

/** The revision that `If-Match` names; undefined for none, or any. */
export function revisionOf(ifMatch: string | undefined): number | undefined {
  return ifMatch === undefined || ifMatch === '*' ? undefined : Number(ifMatch.replaceAll('"', ''));
}
