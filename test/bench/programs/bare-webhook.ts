import express from 'express';
import mongoose from 'mongoose';
import { listen } from '../../simulator/harness.js';

/** The least that a webhook can do which loses nothing: it inserts what came, and answers. */
const { MONGODB_URI = '' } = process.env;
const connection = await mongoose.createConnection(MONGODB_URI).asPromise();
const updates = connection.collection('updates');

const app = express();
app.use(express.json());
app.post('/webhook', async (request, response) => {
  await updates.insertOne(request.body);
  response.status(200).end();
});
const { address } = await listen(app);
process.stdout.write(`The bare webhook is ready at ${address}\n`);
