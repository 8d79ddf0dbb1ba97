/** A refusal of the control API: an HTTP status and a sentence. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  constructor(
    readonly status: number,
    sentence: string,
  ) {
    super(sentence);
  }
}
