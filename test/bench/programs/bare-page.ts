import express from 'express';
import { listen } from '../../simulator/harness.js';

/** The least that a page can be: a file that is sent. */
const { FILE = '' } = process.env;
const app = express();
app.get('/t/:code', (_request, response) => response.sendFile(FILE));
const { address } = await listen(app);
process.stdout.write(`The bare page is ready at ${address}\n`);
