import { register } from 'tsx/esm/api';

register();
// What comes first decides what time it is for everything that comes after it.
await import('./inside.ts');
await import('../../../src/main.ts');
