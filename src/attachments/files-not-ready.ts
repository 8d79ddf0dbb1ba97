/** Files that a person asked for are not here yet, but may arrive: the update is retried. */
export class FilesNotReady extends Error {
  override readonly name = 'FilesNotReady';
  constructor() {
    super('Files are still being fetched.');
  }
}
