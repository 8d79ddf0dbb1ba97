import { prepare } from './prepare.mjs';

prepare('run');
const { register } = await import('tsx/esm/api');
register();
await import('../src/backup/commands/restore.js');
