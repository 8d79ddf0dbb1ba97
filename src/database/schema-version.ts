/**
 * The version of what is stored: its collections, the shape of their documents, and the file of the embedded
 * database. It is raised by every change that an earlier program could not read. 1: version 0.1.0, which noted no
 * version; 2: documents with checksums in the embedded file.
 */
export const SCHEMA_VERSION = 2;
