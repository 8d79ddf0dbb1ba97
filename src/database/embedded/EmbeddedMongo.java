import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A MongoDB server in one file on one machine, for a start without a MongoDB:
 * {@code java -cp ... EmbeddedMongo FILE PORT}, where port 0 draws a free one. The environment variable
 * EMBEDDED_PASSWORD is the password that every connection has to give; without it everybody is let in.
 *
 * It says one line on its standard output: {@code ready PORT}, {@code locked} (another server has the file),
 * {@code damaged WORD} (the file is not what it was when it was last used, see {@link DamagedFileException}) or
 * {@code failed}. It ends when its standard input does, so that it never outlives the program that started it.
 */
public final class EmbeddedMongo {
    private static final int WORKERS = 16;

    private EmbeddedMongo() {}

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[1]);
        try {
            serve(new Storage(Path.of(arguments[0])), port);
        } catch (DamagedFileException error) {
            error.printStackTrace();
            end("damaged " + error.kind());
        } catch (MVStoreException error) {
            if (error.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) end("locked");
            error.printStackTrace();
            end("failed");
        } catch (Exception error) {
            error.printStackTrace();
            end("failed");
        }
    }

    private static void serve(Storage storage, int port) throws IOException {
        MVStore store = storage.open();
        Durability durability = new Durability(storage, store);
        Access access = new Access(System.getenv("EMBEDDED_PASSWORD"));
        MongoServer server = new MongoServer(new Backend(store, durability, access));
        server.bind(new InetSocketAddress("127.0.0.1", port), 1, WORKERS);
        durability.keepSmall();
        say("ready " + server.getLocalAddress().getPort());
        while (System.in.read() != -1) {
            // What is said to it means nothing; only the end does.
        }
        durability.close();
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
}
