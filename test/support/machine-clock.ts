import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';

/**
 * By how many milliseconds the clock of a simulated machine is ahead of the true one. It is a file of eight bytes,
 * so that whoever reads it sees it change at once, also a process that was frozen meanwhile.
 */
export function writeMachineOffset(path: string, ms: number): void {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(ms);
  writeFileSync(path, bytes);
}

/** Sets this process to the clock of that machine, and its own clock off it by some milliseconds. */
export function liveOnMachine(path: string, skewMs: number): { stop(): void } {
  const TrueDate = Date;
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(8);
  const now = () => {
    readSync(file, bytes, 0, 8, 0);
    return TrueDate.now() + bytes.readDoubleLE() + skewMs;
  };
  const MachineDate = new Proxy(TrueDate, {
    construct: (target, given, self) =>
      given.length === 0 ? Reflect.construct(target, [now()], self) : Reflect.construct(target, given, self),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  TrueDate.prototype.constructor = MachineDate;
  globalThis.Date = MachineDate;
  return {
    stop() {
      globalThis.Date = TrueDate;
      TrueDate.prototype.constructor = TrueDate;
      closeSync(file);
    },
  };
}
