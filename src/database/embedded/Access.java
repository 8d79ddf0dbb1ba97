import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Lets a connection do something only after it has given the password, by SASL's PLAIN (RFC 4616). The port is
 * open to every program of the machine, and the traffic on the loopback is not.
 */
final class Access {
    private static final AttributeKey<Boolean> ALLOWED = AttributeKey.valueOf("allowed");
    private static final Set<String> FOR_EVERYBODY = Set.of("hello", "ismaster", "saslstart", "endsessions");
    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;

    /** Null where everybody is let in. */
    private final byte[] password;

    Access(String password) {
        this.password = password == null ? null : password.getBytes(StandardCharsets.UTF_8);
    }

    boolean isOpen() {
        return password == null;
    }

    /** Throws where a connection may not run a command, given in lower case. */
    void check(Channel channel, String command) {
        if (isOpen() || FOR_EVERYBODY.contains(command) || channel.hasAttr(ALLOWED)) return;
        throw new MongoServerError(UNAUTHORIZED, "Unauthorized", "command " + command + " requires authentication");
    }

    /** Answers {@code saslStart}. */
    Document begin(Channel channel, Document query) {
        if (!"PLAIN".equals(query.get("mechanism")) || !isRight(query.get("payload"))) {
            throw new MongoServerError(AUTHENTICATION_FAILED, "AuthenticationFailed", "Authentication failed.");
        }
        channel.attr(ALLOWED).set(true);
        return new Document("conversationId", 1)
            .append("done", true)
            .append("payload", new BinData(new byte[0]))
            .append("ok", 1.0);
    }

    private boolean isRight(Object payload) {
        byte[] bytes = payload instanceof BinData data ? data.getData() : payload instanceof byte[] raw ? raw : new byte[0];
        int from = bytes.length;
        while (from > 0 && bytes[from - 1] != 0) from -= 1;
        byte[] given = java.util.Arrays.copyOfRange(bytes, from, bytes.length);
        return isOpen() || MessageDigest.isEqual(given, password);
    }
}
