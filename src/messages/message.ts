/** A button below a message that sends data to the bot, in the format of both libraries. */
export interface CallbackButton {
  text: string;
  callback_data: string;
}

/** A message as it is sent. */
export interface Message {
  readonly html: string;
  readonly keyboard: CallbackButton[][];
}
