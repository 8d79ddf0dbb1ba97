import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Keys of the indexes. Left to itself, the store would serialise both keys for every comparison on the way to
 * a document. Texts, which all our ids are, are compared as such and come before everything else.
 */
final class KeyType extends BasicDataType<KeyValue> {
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
