import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Documents are BSON in the file: smaller and faster than Java objects, and the same in every version. */
final class DocumentType extends BasicDataType<Document> {
    /** What a document takes in memory, compared with its BSON. */
    private static final int MEMORY_FACTOR = 4;
    /** Stands before a checksum and the BSON that it is of. Files of version 0.1.0 have the BSON alone, which never begins so. */
    private static final int SUMMED = -1;

    @Override
    public int getMemory(Document document) {
        return encode(document).readableBytes() * MEMORY_FACTOR;
    }

    @Override
    public void write(WriteBuffer out, Document document) {
        ByteBuffer bson = encode(document).nioBuffer();
        out.putInt(SUMMED).putInt(checksumOf(bson)).put(bson);
    }

    @Override
    public Document read(ByteBuffer in) {
        boolean isSummed = in.getInt(in.position()) == SUMMED;
        if (isSummed) in.getInt();
        int expected = isSummed ? in.getInt() : 0;
        ByteBuf bson = Unpooled.wrappedBuffer(in.slice());
        Document document = BsonDecoder.decodeBson(bson);
        int length = bson.readerIndex();
        if (isSummed && checksumOf(in.slice().limit(length)) != expected) {
            throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "A document is not what was written");
        }
        in.position(in.position() + length);
        return document;
    }

    private static int checksumOf(ByteBuffer bson) {
        CRC32C sum = new CRC32C();
        sum.update(bson.duplicate());
        return (int) sum.getValue();
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }

    static ByteBuf encode(Document document) {
        ByteBuf bson = Unpooled.buffer(1024);
        BsonEncoder.encodeDocument(document, bson);
        return bson;
    }
}
