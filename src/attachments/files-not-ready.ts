/** Files that a person asked for are not here yet, and may come: what asked for them is tried again. */
export class FilesNotReady extends Error {
  override readonly name = 'FilesNotReady';
  constructor() {
    super('Files are still being fetched.');
  }
}
