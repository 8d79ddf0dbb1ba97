import type { Operation } from '../api/operation.js';
import { createOperations, type OperationOptions } from '../api/operations.js';
import { type ImportOperationOptions, importOperation } from '../open-requests/import-operation.js';

/** Everything that other systems can call, in the order in which it is described. */
export function createApiOperations(
  options: OperationOptions & ImportOperationOptions,
): readonly Operation[] {
  return [...createOperations(options), importOperation(options)];
}
