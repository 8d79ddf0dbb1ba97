import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;

/** A collection whose documents are found by their id whatever else is asked of them. */
final class IndexedCollection extends H2Collection {
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
