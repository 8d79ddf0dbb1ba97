import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;

/** The library's server, with every command led through what makes its answer durable. */
final class Backend extends H2Backend {
    private static final Set<String> READS = Set.of(
        "find", "getmore", "count", "distinct", "listcollections", "listindexes", "listdatabases", "ismaster",
        "hello", "buildinfo", "ping", "serverstatus", "dbstats", "collstats", "killcursors", "endsessions",
        "connectionstatus", "hostinfo", "getlog", "whatsmyuri", "getcmdlineopts", "getparameter");

    /** Our own command: copies the file, as it is at one moment, to the absolute path {@code to}. */
    private static final String COPY = "copydatabasefile";

    /** Null while the super-constructor opens what is in the file already. */
    private final Durability durability;
    private final Access access;

    Backend(MVStore store, Durability durability, Access access) {
        super(store);
        this.durability = durability;
        this.access = access;
        version(new Version());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        access.check(channel, name);
        if (name.equals("saslstart")) return access.begin(channel, query);
        if (name.equals(COPY)) return copy(query);
        Durability.Command run = () -> super.handleCommand(channel, database, command, query);
        return isRead(name, query) ? durability.read(run) : durability.write(run);
    }

    /** Queries in the old form of the protocol, which no driver uses, would pass by every check. */
    @Override
    public QueryResult handleQuery(MongoQuery query) {
        throw new IllegalStateException("Queries of this form are not answered.");
    }

    private Document copy(Document query) {
        durability.copyTo(Path.of((String) query.get("to")));
        return new Document("ok", 1.0);
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
            Inspection.openIndex(getMvStore(), getFullCollectionNamespace(collection) + "._index_" + index);
            return super.openOrCreateUniqueIndex(collection, index, keys, isSparse);
        }

        @Override
        protected H2Collection openOrCreateCollection(String name, CollectionOptions options) {
            String fullName = getFullCollectionNamespace(name);
            return new IndexedCollection(
                this,
                name,
                options,
                Inspection.openData(getMvStore(), "databases." + fullName),
                getMvStore().openMap("meta." + fullName),
                getCursorRegistry());
        }
    }
}
