import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * A MongoDB server in one file on one machine, for a start without a MongoDB:
 * {@code java -cp ... EmbeddedMongo FILE PORT}, where port 0 draws a free one. It says one line on its standard
 * output, {@code ready PORT}, {@code locked} (another server has the file) or {@code failed}, and ends when its
 * standard input does, so that it never outlives the program that started it.
 */
public final class EmbeddedMongo {
    private static final int WORKERS = 16;

    private EmbeddedMongo() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        try {
            serve(Storage.open(file), file, port);
        } catch (MVStoreException error) {
            if (error.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) end("locked");
            error.printStackTrace();
            end("failed");
        } catch (Exception error) {
            error.printStackTrace();
            end("failed");
        }
    }

    private static void serve(MVStore store, Path file, int port) throws IOException {
        Durability durability = new Durability(store);
        MongoServer server = new MongoServer(new Backend(store, durability));
        server.bind(new InetSocketAddress("127.0.0.1", port), 1, WORKERS);
        durability.keepSmall();
        say("ready " + server.getLocalAddress().getPort());
        while (System.in.read() != -1) {
            // What is said to it means nothing; only the end does.
        }
        durability.close(file);
        Runtime.getRuntime().halt(0);
    }

    private static void end(String word) {
        say(word);
        Runtime.getRuntime().halt(1);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** The file: how it is opened, and how it is kept small. */
    private static final class Storage {
        /** What the cache takes of the memory that Java may use, between what little and what many documents need. */
        private static final int CACHE_MEGABYTES =
            (int) Math.max(64, Math.min(1_024, Runtime.getRuntime().maxMemory() / 4 >> 20));
        /** Files below this are left as they are. */
        private static final long SMALL_BYTES = 4L << 20;
        /** Percentage of the file that is in use below which writing it anew is worth the time. */
        private static final int WASTEFUL_FILL = 70;

        static MVStore open(Path file) {
            MVStoreTool.compactCleanUp(file.toString());
            MVStore store = openAsItIs(file);
            if (!isWasteful(store)) return store;
            store.close();
            compact(file);
            return openAsItIs(file);
        }

        private static MVStore openAsItIs(Path file) {
            MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .cacheSize(CACHE_MEGABYTES)
                .open();
            store.setVersionsToKeep(0);
            store.setRetentionTime(0);
            return store;
        }

        static boolean isWasteful(MVStore store) {
            return store.getFileStore().size() > SMALL_BYTES
                && percentageInUse(store) < WASTEFUL_FILL;
        }

        /** How much of the file holds what is still of use: the file has holes, and so has what lies in it. */
        static int percentageInUse(MVStore store) {
            return store.getFileStore().getFillRate() * store.getFileStore().getChunksFillRate() / 100;
        }

        /** Writes a closed file anew without what is not used any more; takes effect in one rename. */
        static void compact(Path file) {
            MVStoreTool.compact(file.toString(), false);
        }
    }

    /**
     * Lets no answer out before what it rests on is on the disk. Commands that change something run one after
     * another; one commit then covers all that have run meanwhile, and everybody waits for the commit that covers
     * what he did or has seen.
     */
    private static final class Durability {
        interface Command {
            Document run();
        }

        private static final long COMPACT_EVERY_MS = 1_000;
        private static final int COMPACT_PAUSE_MS = 100;
        /** A file above this is compacted while it is in use, when less of it than that percentage is used. */
        private static final long GROWN_BYTES = 16L << 20;
        private static final int GROWN_FILL = 40;
        /** Up to this size writing a file anew takes less time than a stop has. */
        private static final long QUICK_BYTES = 256L << 20;

        private final MVStore store;
        private final ReentrantLock writing = new ReentrantLock(true);
        private final Object progress = new Object();
        private volatile long written;
        private volatile long durable;
        private volatile boolean isClosing;
        private boolean isCommitting;

        Durability(MVStore store) {
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
                    compactALittle();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private void compactALittle() {
            if (store.isClosed() || store.getFileStore().size() < GROWN_BYTES) return;
            writing.lock();
            try {
                if (Storage.percentageInUse(store) < GROWN_FILL) store.compactFile(COMPACT_PAUSE_MS);
            } finally {
                writing.unlock();
            }
        }

        /** Ends the store; from then on nothing is answered. */
        void close(Path file) {
            writing.lock();
            isClosing = true;
            boolean isWasteful = Storage.isWasteful(store) && store.getFileStore().size() < QUICK_BYTES;
            store.close();
            if (isWasteful) Storage.compact(file);
        }

        private static void sleep(long milliseconds) {
            try {
                Thread.sleep(milliseconds);
            } catch (InterruptedException error) {
                throw new IllegalStateException(error);
            }
        }
    }

    /** What the driver of Node asks for at least; the library would call itself older. */
    private static final class Version implements MongoVersion {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return 13;
        }
    }

    /** The library's server, with every command led through what makes its answer durable. */
    private static final class Backend extends H2Backend {
        private static final Set<String> READS = Set.of(
            "find", "getmore", "count", "distinct", "listcollections", "listindexes", "listdatabases", "ismaster",
            "hello", "buildinfo", "ping", "serverstatus", "dbstats", "collstats", "killcursors", "endsessions",
            "connectionstatus", "hostinfo", "getlog", "whatsmyuri", "getcmdlineopts", "getparameter");

        /** Null while the super-constructor opens what is in the file already. */
        private final Durability durability;

        Backend(MVStore store, Durability durability) {
            super(store);
            this.durability = durability;
            version(new Version());
        }

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            Durability.Command run = () -> super.handleCommand(channel, database, command, query);
            return isRead(command.toLowerCase(Locale.ROOT), query) ? durability.read(run) : durability.write(run);
        }

        private static boolean isRead(String command, Document query) {
            if (!command.equals("aggregate")) return READS.contains(command);
            for (Object stage : (List<?>) query.get("pipeline")) {
                Document described = (Document) stage;
                if (described.containsKey("$out") || described.containsKey("$merge")) return false;
            }
            return true;
        }

        @Override
        protected MongoDatabase openOrCreateDatabase(String name) {
            return new Database(name);
        }

        /**
         * An inner class on purpose: the super-constructor opens the collections that are in the file, and only the
         * reference to the outer instance is there by then.
         */
        private final class Database extends H2Database {
            Database(String name) {
                super(name, getMvStore(), getCursorRegistry());
            }

            /** Opens the map of the index with its types first; the library then takes the one that is open. */
            @Override
            protected Index<Object> openOrCreateUniqueIndex(
                String collection, String index, List<IndexKey> keys, boolean isSparse) {
                getMvStore().openMap(
                    getFullCollectionNamespace(collection) + "._index_" + index,
                    new MVMap.Builder<KeyValue, Object>().keyType(new KeyType()));
                return super.openOrCreateUniqueIndex(collection, index, keys, isSparse);
            }

            @Override
            protected H2Collection openOrCreateCollection(String name, CollectionOptions options) {
                String fullName = getFullCollectionNamespace(name);
                return new IndexedCollection(
                    this,
                    name,
                    options,
                    getMvStore().openMap(
                        "databases." + fullName,
                        new MVMap.Builder<Object, Document>().valueType(new DocumentType())),
                    getMvStore().openMap("meta." + fullName),
                    getCursorRegistry());
            }
        }
    }

    /** Documents are BSON in the file: smaller and faster than Java objects, and the same in every version. */
    private static final class DocumentType extends BasicDataType<Document> {
        /** What a document takes in memory, compared with its BSON. */
        private static final int MEMORY_FACTOR = 4;

        @Override
        public int getMemory(Document document) {
            return encode(document).readableBytes() * MEMORY_FACTOR;
        }

        @Override
        public void write(WriteBuffer out, Document document) {
            out.put(encode(document).nioBuffer());
        }

        @Override
        public Document read(ByteBuffer in) {
            ByteBuf bson = Unpooled.wrappedBuffer(in.slice());
            Document document = BsonDecoder.decodeBson(bson);
            in.position(in.position() + bson.readerIndex());
            return document;
        }

        @Override
        public Document[] createStorage(int size) {
            return new Document[size];
        }

        private static ByteBuf encode(Document document) {
            ByteBuf bson = Unpooled.buffer(1024);
            BsonEncoder.encodeDocument(document, bson);
            return bson;
        }
    }

    /**
     * Keys of the indexes. Left to itself, the store would serialise both keys for every comparison on the way to
     * a document. Texts, which all our ids are, are compared as such and come before everything else.
     */
    private static final class KeyType extends BasicDataType<KeyValue> {
        private static final DocumentType DOCUMENTS = new DocumentType();

        @Override
        public int compare(KeyValue one, KeyValue other) {
            if (isText(one) && isText(other)) return ((String) one.get(0)).compareTo((String) other.get(0));
            if (isText(one) != isText(other)) return isText(one) ? -1 : 1;
            return DocumentType.encode(asDocument(one)).compareTo(DocumentType.encode(asDocument(other)));
        }

        @Override
        public int getMemory(KeyValue key) {
            return DOCUMENTS.getMemory(asDocument(key));
        }

        @Override
        public void write(WriteBuffer out, KeyValue key) {
            DOCUMENTS.write(out, asDocument(key));
        }

        @Override
        public KeyValue read(ByteBuffer in) {
            return new KeyValue(DOCUMENTS.read(in).values());
        }

        @Override
        public KeyValue[] createStorage(int size) {
            return new KeyValue[size];
        }

        private static boolean isText(KeyValue key) {
            return key.size() == 1 && key.get(0) instanceof String;
        }

        private static Document asDocument(KeyValue key) {
            Document document = new Document();
            for (int index = 0; index < key.size(); index += 1) document.put(String.valueOf(index), key.get(index));
            return document;
        }
    }

    /** A collection whose documents are found by their id whatever else is asked of them. */
    private static final class IndexedCollection extends H2Collection {
        IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> data,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
            super(database, name, options, data, meta, cursors);
        }

        /**
         * Finds by {@code _id} also where the filter asks for more than the {@code _id}: a guarded update must not
         * read the whole collection. What it gives are copies, since updates change in place what they found while
         * an answer with the same document may still be on its way out.
         */
        @Override
        protected QueryResult queryDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
            QueryResult found = find(query, orderBy, skip, limit, batchSize, fields);
            List<Document> copies = new ArrayList<>();
            for (Document document : found) copies.add(document.cloneDeeply());
            return new QueryResult(copies, found.getCursorId());
        }

        private QueryResult find(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
            if (query.size() > 1 && query.containsKey("_id")) {
                Document byId = new Document("_id", query.get("_id"));
                for (Index<Object> index : getIndexes()) {
                    if (index.canHandle(byId)) {
                        return matchDocuments(
                            query, index.getPositions(byId), orderBy, skip, limit, batchSize, fields);
                    }
                }
            }
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
    }
}
