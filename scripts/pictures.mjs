import { prepare } from './prepare.mjs';

prepare('test');
const { register } = await import('tsx/esm/api');
register();
await import('../test/pictures/main.js');
