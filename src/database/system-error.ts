/**
 * True for an error of the operating system with that code, such as ENOENT. Its class is not asked: in a test
 * such an error comes from outside the test's world, where `Error` is another.
 */
export function isSystemError(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
