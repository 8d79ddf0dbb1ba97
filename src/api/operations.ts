import type { Uploads } from '../attachments/uploads.js';
import { type ActingOptions, actOperations } from './acting.js';
import { type EventOptions, eventOperations } from './event-operations.js';
import { uploadOperation } from './files.js';
import type { Operation } from './operation.js';
import { type OrganizationOptions, organizationOperations } from './organization.js';
import { listOperation, type ReadingOptions, readOperation } from './reading.js';
import { type ReferenceOptions, referenceOperations } from './reference.js';
import { type RegisteringOptions, registerOperation } from './registering.js';
import { type ReportOptions, reportOperation } from './reports.js';
import { type TellingOptions, tellOperation } from './telling.js';
import { type WebhookOptions, webhookOperations } from './webhook-operations.js';

/** What the operations of the interface depend on. */
export type OperationOptions = ActingOptions &
  ReadingOptions &
  ReferenceOptions &
  EventOptions &
  ReportOptions &
  TellingOptions &
  OrganizationOptions &
  WebhookOptions &
  Omit<RegisteringOptions, 'uploads'> & { readonly uploads: Pick<Uploads, 'find' | 'take'> };

/** Everything that can be called, in the order in which it is described. */
export function createOperations(options: OperationOptions): readonly Operation[] {
  return [
    registerOperation(options),
    listOperation(options),
    readOperation(options),
    uploadOperation(options),
    ...actOperations(options),
    tellOperation(options),
    ...eventOperations(options),
    ...webhookOperations(options),
    ...referenceOperations(options),
    ...organizationOperations(options),
    reportOperation(options),
  ];
}
