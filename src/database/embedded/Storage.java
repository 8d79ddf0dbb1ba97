import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;

/** The database file: opened only when it is what it was at its last use, and kept small. */
final class Storage {
    /** What the cache takes of the memory that Java may use, between what little and what many documents need. */
    private static final int CACHE_MEGABYTES =
        (int) Math.max(64, Math.min(1_024, Runtime.getRuntime().maxMemory() / 4 >> 20));
    /** Files below this are left as they are. */
    private static final long SMALL_BYTES = 4L << 20;
    /** Percentage of the file that is in use below which writing it anew is worth the time. */
    private static final int WASTEFUL_FILL = 70;
    /** Up to this size writing a file anew takes less time than a stop has. */
    private static final long QUICK_BYTES = 128L << 20;
    /** Above this size a stop has no time for a checksum; the next start then reads all documents. */
    private static final long MOST_SUMMED_BYTES = 1L << 30;
    /** The map in the file that names its lineage: a file that was written anew begins another one. */
    private static final String SELF = "self";

    private final Path file;
    private final Path rewritten;
    private final StoreRecord record;

    Storage(Path file) {
        this.file = file;
        this.rewritten = file.resolveSibling(file.getFileName() + ".rewritten");
        this.record = new StoreRecord(file.resolveSibling(file.getFileName() + ".record"));
    }

    /** Opens the file, or begins one where there never was any. Throws a {@link DamagedFileException}. */
    MVStore open() throws IOException {
        Files.deleteIfExists(rewritten);
        MVStoreTool.compactCleanUp(file.toString());
        check();
        MVStore store = openAsItIs();
        if (isWasteful(store)) {
            close(store, true);
            check();
            store = openAsItIs();
        }
        MVMap<String, String> self = store.openMap(SELF);
        if (self.putIfAbsent("lineage", UUID.randomUUID().toString()) == null) commit(store);
        record.begin(self.get("lineage"), store.getFileStore().lastChunkVersion());
        return store;
    }

    /** Notes in the record that the store is on the disk as it is now. */
    void noteCommit(MVStore store) {
        record.advance(store.getFileStore().lastChunkVersion());
    }

    /** Closes the store, writes the file anew where much of it is waste, and records what it is like then. */
    void close(MVStore store) {
        close(store, store.getFileStore().size() < QUICK_BYTES);
    }

    private void close(MVStore store, boolean hasTime) {
        boolean isWorthwhile = hasTime && isWasteful(store);
        store.close();
        try {
            if (Files.size(file) > MOST_SUMMED_BYTES && !isWorthwhile) return;
            record.end(StoreRecord.Content.of(file));
            if (isWorthwhile) rewrite();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Copies the file of an open store that nobody writes to meanwhile. */
    void copyTo(Path target) {
        try {
            Files.copy(file, target);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    static boolean isWasteful(MVStore store) {
        return store.getFileStore().size() > SMALL_BYTES && percentageInUse(store) < WASTEFUL_FILL;
    }

    /** How much of the file holds what is still of use: the file has holes, and so has what lies in it. */
    static int percentageInUse(MVStore store) {
        return store.getFileStore().getFillRate() * store.getFileStore().getChunksFillRate() / 100;
    }

    /**
     * Writes a closed file anew without what it no longer uses. The new file takes the place of the former one, in
     * one step, only after it was opened and all of it was read.
     */
    private void rewrite() throws IOException {
        MVStoreTool.compact(file.toString(), rewritten.toString(), false);
        try (MVStore source = openReadOnly(file); MVStore target = openForWriting(rewritten)) {
            if (!Inspection.of(target).equals(Inspection.of(source))) {
                throw new DamagedFileException(DamagedFileException.Kind.unreadable, null);
            }
            target.<String, String>openMap(SELF).put("lineage", UUID.randomUUID().toString());
            commit(target);
        }
        record.end(StoreRecord.Content.of(rewritten), StoreRecord.Content.of(file));
        Files.move(rewritten, file, StandardCopyOption.ATOMIC_MOVE);
        StoreRecord.syncFolderOf(file);
    }

    /** Looks whether the file is what the record says, and reads all of it where the record cannot say so. */
    private void check() throws IOException {
        if (!Files.exists(file) && !record.exists()) return;
        if (!Files.exists(file)) throw new DamagedFileException(DamagedFileException.Kind.missing, null);
        if (record.exists() && !record.isReadable()) {
            throw new DamagedFileException(DamagedFileException.Kind.unrecorded, null);
        }
        if (record.isEnd()) {
            if (record.matches(file)) return;
            throw new DamagedFileException(DamagedFileException.Kind.changed, null);
        }
        try (MVStore store = openReadOnly(file)) {
            MVMap<String, String> self = store.hasMap(SELF) ? store.openMap(SELF) : null;
            String lineage = self == null ? null : self.get("lineage");
            if (!record.allows(lineage, store.getFileStore().lastChunkVersion())) {
                throw new DamagedFileException(DamagedFileException.Kind.older, null);
            }
            Inspection.of(store);
        } catch (MVStoreException error) {
            if (error.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) throw error;
            throw new DamagedFileException(DamagedFileException.Kind.unreadable, error);
        } catch (DamagedFileException error) {
            throw error;
        } catch (RuntimeException error) {
            // Whatever the library makes of bytes that are none of its own.
            throw new DamagedFileException(DamagedFileException.Kind.unreadable, error);
        }
    }

    private static void commit(MVStore store) {
        store.commit();
        store.getFileStore().sync();
    }

    private MVStore openAsItIs() {
        MVStore store = openForWriting(file);
        store.setVersionsToKeep(0);
        store.setRetentionTime(0);
        return store;
    }

    private static MVStore openForWriting(Path path) {
        return builder(path).open();
    }

    private static MVStore openReadOnly(Path path) {
        return builder(path).readOnly().open();
    }

    private static MVStore.Builder builder(Path path) {
        return new MVStore.Builder()
            .fileName(path.toString())
            .autoCommitDisabled()
            .cacheSize(CACHE_MEGABYTES);
    }
}
