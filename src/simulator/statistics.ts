/** What has happened since the simulator was started. */
interface StatisticsView {
  /** Calls of the bots by method, refused ones too. */
  readonly calls: Readonly<Record<string, number>>;
  /** Messages that reached a chat. */
  readonly sent: number;
  /** Answers with 429. */
  readonly tooManyRequests: number;
  /** Updates handed to a bot, each counted once. */
  readonly updatesDelivered: number;
  /** Times an update was handed over again. */
  readonly updatesRedelivered: number;
}

export interface Statistics {
  called(method: string): void;
  sent(messages: number): void;
  refusedForLimit(): void;
  /** Counts a hand-over; `attempt` starts at 1 for each update. */
  delivered(attempt: number): void;
  view(): StatisticsView;
}

export function createStatistics(): Statistics {
  const calls = new Map<string, number>();
  let sent = 0;
  let tooManyRequests = 0;
  let updatesDelivered = 0;
  let updatesRedelivered = 0;
  return {
    called: (method) => calls.set(method, (calls.get(method) ?? 0) + 1),
    sent: (messages) => {
      sent += messages;
    },
    refusedForLimit: () => {
      tooManyRequests += 1;
    },
    delivered: (attempt) => {
      if (attempt === 1) updatesDelivered += 1;
      else updatesRedelivered += 1;
    },
    view: () => ({
      calls: Object.fromEntries(calls),
      sent,
      tooManyRequests,
      updatesDelivered,
      updatesRedelivered,
    }),
  };
}
