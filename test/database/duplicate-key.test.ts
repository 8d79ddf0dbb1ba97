import { isDuplicateKey } from '../../src/database/duplicate-key.js';
import { bulkError } from '../support/bulk-error.js';

it('takes a write of several for «already there» only where every document was', () => {
  expect(isDuplicateKey(bulkError([11000]))).toBe(true);
  expect(isDuplicateKey(bulkError([11000, 11000]))).toBe(true);
  expect(isDuplicateKey(bulkError([11000, 16500]))).toBe(false);
  expect(isDuplicateKey(bulkError([16500, 11000]))).toBe(false);
});
