/** Whether messages reach a person: they do, the person has blocked the bot, or the account is gone. */
export type Reachability = 'yes' | 'blocked' | 'deactivated';
