/** Writes a line for whoever started the command. */
export function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

/** Ends the command with exit code 1 and a word where it is broken off; what it started ends with it. */
export function sayWhenBrokenOff(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      say('Broken off.');
      process.exit(1);
    });
  }
}
