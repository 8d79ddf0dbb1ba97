import { type Config, ConfigError, readConfig } from '../../config.js';
import { keepFilesPrivate } from '../../data-folder.js';
import { createLogger, type Logger, withoutSecrets } from '../../logger.js';

/** The context of a command-line command. */
export interface CommandContext {
  readonly config: Config;
  readonly logger: Logger;
  /** The words after the command's name. */
  readonly words: readonly string[];
  readonly say: (sentence: string) => void;
}

/** Why a command does nothing, in a sentence for the person who ran it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a command to its end and exits: with 0, or with 1 and one sentence if it failed. */
export async function runCommand(act: (context: CommandContext) => Promise<void>): Promise<never> {
  keepFilesPrivate();
  const say = (sentence: string) => process.stdout.write(`${sentence}\n`);
  try {
    const config = readConfig(process.env);
    await act({
      config,
      logger: createLogger({ level: 'silent' }),
      words: process.argv.slice(2),
      say,
    });
    process.exit(0);
  } catch (error) {
    const isForPeople = error instanceof ConfigError || error instanceof CommandError;
    const message = error instanceof Error ? error.message : 'The command failed.';
    say(isForPeople ? message : withoutSecrets(message));
    process.exit(1);
  }
}
