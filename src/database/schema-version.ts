/**
 * The version of the stored data: its collections, the shape of their documents, and the file of the embedded
 * database. Every change that an earlier program could not read raises it. 1: version 0.1.0, which recorded
 * no version; 2: documents with checksums in the embedded file; 3: a document for each waiting request in place
 * of a list for each cartable.
 */
export const SCHEMA_VERSION = 3;
