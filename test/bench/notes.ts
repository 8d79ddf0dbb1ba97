/** What has to be said to the numbers, by measure: where a goal is missed, why, and what the limit is now. */
export const NOTES: Readonly<Record<string, readonly string[]>> = {
  inbound: [
    'The conversation is that of a newcomer: words, consent, topic, place, review, number. The plain bot has its session in MongoDB (@grammyjs/storage-mongodb, with an index on its key), and so loses what is being handled when it ends, and handles twice what comes twice.',
    'Commands are those for handling the update; who must hear of it is planned and told beside it.',
  ],
};
