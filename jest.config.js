export default {
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/support/runner.mjs',
  // All is compiled before the first test (global-setup.mjs), and Node.js loads it (runner.mjs).
  transform: {},
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // No test has a limit of its own: a machine may be slow, and what never comes ends eventually.ts.
  testTimeout: 600000,
  // More than there are processors on the smallest machine: many stories wait for the clock or for a process.
  maxWorkers: 4,
};
