import express from 'express';
import mongoose from 'mongoose';
import { z } from 'zod';
import { listen } from '../../simulator/harness.js';

/** The least that registering by an API can be: the body is checked, inserted and answered; and the same lists, as the driver reads them. */
const { MONGODB_URI = '' } = process.env;
/** Entries of a list. */
const PAGE = 100;
const connection = await mongoose.createConnection(MONGODB_URI).asPromise();
const schema = z.strictObject({
  text: z.string().min(1).max(4_000),
  category: z.string(),
  place: z.strictObject({ address: z.string(), district: z.string() }),
  externalIds: z.record(z.string(), z.string()),
});

const app = express();
app.use(express.json());
app.post('/api/v1/requests', async (request, response) => {
  const body = schema.parse(request.body);
  await connection.collection('registered').insertOne(body);
  response.status(201).json({ ...body, _id: undefined });
});
// The keys of the documents are numbers of the feed, which the types of the driver do not know.
const feed = connection.collection<{ _id: number }>('feed');
app.get('/api/v1/requests', async (_request, response) => {
  // The same order as the product's, and one more to know whether another page follows.
  const found = await connection
    .collection('requests')
    .find({}, { projection: { state: 1, rev: 1, changedAt: 1 } })
    .sort({ changedAt: 1, _id: 1 })
    .limit(PAGE + 1)
    .toArray();
  response.json(found.slice(0, PAGE));
});
app.get('/api/v1/events', async ({ query }, response) => {
  const after = Number(query['after'] ?? 0);
  response.json(
    await feed
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(PAGE)
      .toArray(),
  );
});
const { address } = await listen(app);
process.stdout.write(`The bare API is ready at ${address}\n`);
