import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { pythonWith } from './python.mjs';

/** Lets public packages for Bale be bots on the simulated Bale; see docs/bale.md. */
prepare('test');
const programs = pythonWith('bale-clients', ['balethon==1.1.0', 'python-bale-bot==2.5.0']);
if (programs === undefined) process.exit(0);
const { register } = await import('tsx/esm/api');
register();
process.argv[2] = join(programs, 'python');
await import('../test/bale/clients/main.js');
