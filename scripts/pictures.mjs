import { prepare } from './prepare.mjs';

prepare('test');
const { register } = await import('tsx/esm/api');
register();
const [which] = process.argv.slice(2);
if (which !== 'pages') await import('../test/pictures/main.js');
if (which !== 'phones') await import('../test/pictures/pages.js');
