/** A call of the messenger without a result that anybody needs, with its parameters. */
type RidingCall = { readonly method: string } & Readonly<Record<string, unknown>>;

/** The answer to the messenger that handed over an update, in which one call can ride along. */
export interface UpdateReply {
  /** Puts a call into the answer; false once the answer has gone, or another call is in it: then it has to be made. */
  put(call: RidingCall): boolean;
}

/** An answer that is open until it is closed; closing gives the call that is in it, also when repeated. */
export interface OpenReply extends UpdateReply {
  close(): RidingCall | undefined;
}

/** An open answer. */
export function openReply(): OpenReply {
  let riding: RidingCall | undefined;
  let isClosed = false;
  return {
    put(call) {
      if (isClosed || riding !== undefined) return false;
      riding = call;
      return true;
    },
    close() {
      isClosed = true;
      return riding;
    },
  };
}
