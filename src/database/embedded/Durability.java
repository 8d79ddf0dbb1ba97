import de.bwaldvogel.mongo.bson.Document;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;

/**
 * Lets no answer out before what it rests on is on the disk. Commands that change something run one after
 * another; one commit then covers all that have run meanwhile, and everybody waits for the commit that covers
 * what he did or has seen.
 */
final class Durability {
    interface Command {
        Document run();
    }

    private static final long COMPACT_EVERY_MS = 1_000;
    private static final int COMPACT_PAUSE_MS = 100;
    /** A file above this is compacted while it is in use, when less of it than that percentage is used. */
    private static final long GROWN_BYTES = 16L << 20;
    private static final int GROWN_FILL = 40;

    private final Storage storage;
    private final MVStore store;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Object progress = new Object();
    private volatile long written;
    private volatile long durable;
    private volatile boolean isClosing;
    private boolean isCommitting;

    Durability(Storage storage, MVStore store) {
        this.storage = storage;
        this.store = store;
    }

    Document write(Command command) {
        writing.lock();
        // Counted before it runs: who sees its effect has to wait for it.
        long number = ++written;
        try {
            return command.run();
        } finally {
            writing.unlock();
            waitFor(number);
        }
    }

    Document read(Command command) {
        // Otherwise a commit may take away what it is about to read, as when the file is compacted.
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            return command.run();
        } finally {
            store.deregisterVersionUsage(version);
            // Whoever closes never gives the lock back, so that nobody is told of a closed store.
            if (isClosing) writing.lock();
            waitFor(written);
        }
    }

    private void waitFor(long number) {
        while (durable < number) {
            synchronized (progress) {
                while (isCommitting && durable < number) {
                    try {
                        progress.wait();
                    } catch (InterruptedException error) {
                        throw new IllegalStateException(error);
                    }
                }
                if (durable >= number) return;
                isCommitting = true;
            }
            commit();
            synchronized (progress) {
                isCommitting = false;
                progress.notifyAll();
            }
        }
    }

    private void commit() {
        writing.lock();
        try {
            if (store.hasUnsavedChanges()) {
                store.commit();
                store.getFileStore().sync();
                storage.noteCommit(store);
            }
            durable = written;
        } catch (Throwable error) {
            // A store that cannot write must not go on answering; whoever started this starts it again.
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
        } finally {
            writing.unlock();
        }
    }

    /** Gives the space of what is not used any more back, from now on, in pauses that are hardly felt. */
    void keepSmall() {
        Thread thread = new Thread(() -> {
            while (!isClosing) {
                sleep(COMPACT_EVERY_MS);
                try {
                    compactALittle();
                } catch (RuntimeException error) {
                    // Nothing is lost by a file that stays large for a second more; the next round tries again.
                    if (!isClosing) error.printStackTrace();
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void compactALittle() {
        if (store.isClosed() || store.getFileStore().size() < GROWN_BYTES) return;
        writing.lock();
        try {
            if (Storage.percentageInUse(store) >= GROWN_FILL) return;
            store.compactFile(COMPACT_PAUSE_MS);
            // Only a commit lets go of what was copied elsewhere; the next write may be hours away.
            commit();
        } finally {
            writing.unlock();
        }
    }

    /** Copies the file as it is between two commands; what comes meanwhile waits. */
    void copyTo(Path target) {
        writing.lock();
        try {
            commit();
            storage.copyTo(target);
        } finally {
            writing.unlock();
        }
    }

    /** Ends the store; from then on nothing is answered. */
    void close() {
        writing.lock();
        isClosing = true;
        storage.close(store);
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException error) {
            throw new IllegalStateException(error);
        }
    }
}
