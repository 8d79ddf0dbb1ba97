/** The database file is not the one that was last used, or not all of it can be read. Nothing was written to it. */
final class DamagedFileException extends RuntimeException {
    enum Kind {
        /** The record says that there was a file, and there is none. */
        missing,
        /** The file was closed in order and has another content now. */
        changed,
        /** The file lacks writes that were acknowledged. */
        older,
        /** The record cannot be read, so nobody can tell what the file should be. */
        unrecorded,
        /** A part of the file cannot be read, or contradicts another part. */
        unreadable
    }

    private static final long serialVersionUID = 1;
    private final Kind kind;

    DamagedFileException(Kind kind, Throwable cause) {
        super("The database file is " + kind + ".", cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
