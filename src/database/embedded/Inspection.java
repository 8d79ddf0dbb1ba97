import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Reads everything in a store: each document with its checksum, and whether documents and their ids belong together. */
final class Inspection {
    private static final String DATA = "databases.";
    private static final String ID_INDEX = "._index__id_";

    private Inspection() {}

    /** How many entries each map has. Throws where anything cannot be read, or does not fit the rest. */
    static Map<String, Long> of(MVStore store) {
        Map<String, Long> entries = new TreeMap<>();
        for (String name : store.getMapNames()) {
            if (name.startsWith(DATA)) {
                MVMap<Object, Document> data = openData(store, name);
                entries.put(name, read(data));
                compareWithIds(store, data, name.substring(DATA.length()));
            } else if (isIndex(name)) {
                entries.put(name, read(openIndex(store, name)));
            }
        }
        return entries;
    }

    static MVMap<Object, Document> openData(MVStore store, String name) {
        return store.openMap(name, new MVMap.Builder<Object, Document>().valueType(new DocumentType()));
    }

    static MVMap<KeyValue, Object> openIndex(MVStore store, String name) {
        return store.openMap(name, new MVMap.Builder<KeyValue, Object>().keyType(new KeyType()));
    }

    private static boolean isIndex(String name) {
        return name.contains("._index_");
    }

    private static long read(MVMap<?, ?> map) {
        long count = 0;
        Cursor<?, ?> cursor = map.cursor(null);
        while (cursor.hasNext()) {
            cursor.next();
            cursor.getValue();
            count += 1;
        }
        if (count != map.sizeAsLong()) throw damaged(map.getName());
        return count;
    }

    private static void compareWithIds(MVStore store, MVMap<Object, Document> data, String collection) {
        String name = collection + ID_INDEX;
        if (!store.hasMap(name)) return;
        MVMap<KeyValue, Object> ids = openIndex(store, name);
        if (ids.sizeAsLong() != data.sizeAsLong()) throw damaged(name);
        Cursor<Object, Document> cursor = data.cursor(null);
        while (cursor.hasNext()) {
            Object key = cursor.next();
            Object id = Missing.ofNullable(cursor.getValue().get("_id"));
            if (!key.equals(ids.get(new KeyValue(id)))) throw damaged(name);
        }
    }

    private static RuntimeException damaged(String map) {
        return DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "The map {0} is incomplete", map);
    }
}
