import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { compiledPath } from './compiled.mjs';

const require = createRequire(import.meta.url);
/** Where jest-circus keeps what listens to a run: each file begins with a list of its own. */
const LISTENERS = Symbol.for('EVENT_HANDLERS');

process.setSourceMapsEnabled(true);

/**
 * Runs a test file with jest-circus, but with the modules of Node.js itself: a worker loads the product and its
 * libraries once, not anew for each of its files (docs/decisions.md, Tools). What a module or `globalThis` keeps
 * therefore outlives a file.
 */
export default function run(globalConfig, config, _environment, runtime, testPath, sendMessageToJest) {
  // Jest replaces what Node.js does with a stack, and Node.js knows where a line of TypeScript was.
  delete Error.prepareStackTrace;
  const modules = {
    requireInternalModule(path) {
      delete require.cache[path];
      delete globalThis[LISTENERS];
      return require(path);
    },
    requireModule: require,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path) => import(pathToFileURL(compiledPath(path)).href),
    setGlobalsForRuntime: () => undefined,
    enterTestCode: () => runtime.enterTestCode(),
    leaveTestCode: () => runtime.leaveTestCode(),
  };
  const environment = { global: globalThis };
  return circus.default(globalConfig, config, environment, modules, testPath, sendMessageToJest);
}
