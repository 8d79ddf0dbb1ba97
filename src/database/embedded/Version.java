import de.bwaldvogel.mongo.MongoVersion;
import java.util.List;

/** What the driver of Node asks for at least; the library would call itself older. */
final class Version implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
        return List.of(5, 0, 0);
    }

    @Override
    public int getWireVersion() {
        return 13;
    }
}
