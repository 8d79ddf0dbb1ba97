import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What the database file must be, kept beside it. While the file is in use: its lineage and a version that it has
 * reached on the disk. After it was closed in order: its size and checksum, once for each file that may be found
 * where one is just taking the place of another.
 *
 * The version is written after each commit without waiting for the disk: after a power cut it may be an earlier
 * one, never a later one than that of the file.
 */
final class StoreRecord {
    /** Size in bytes and CRC-32C of a whole file. */
    record Content(long size, long checksum) {
        static Content of(Path file) throws IOException {
            CRC32C sum = new CRC32C();
            byte[] buffer = new byte[1 << 20];
            long size = 0;
            try (InputStream bytes = Files.newInputStream(file)) {
                for (int read = bytes.read(buffer); read != -1; read = bytes.read(buffer)) {
                    sum.update(buffer, 0, read);
                    size += read;
                }
            }
            return new Content(size, sum.getValue());
        }

        String line() {
            return "closed " + size + " " + checksum;
        }
    }

    private static final String OPEN = "open ";
    private static final String LINE = "open [0-9a-f-]+ \\d+|closed \\d+ \\d+";
    private static final int VERSION_DIGITS = 20;

    private final Path path;
    private FileChannel channel;
    private long versionAt;

    StoreRecord(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** True when there is a record and nothing else in it. */
    boolean isReadable() throws IOException {
        List<String> lines = lines();
        return !lines.isEmpty() && lines.stream().allMatch(line -> line.matches(LINE));
    }

    /** True when the file was closed in order. */
    boolean isEnd() throws IOException {
        List<String> lines = lines();
        return !lines.isEmpty() && lines.stream().allMatch(line -> line.startsWith("closed "));
    }

    /** True when a file is one of those that were closed in order. */
    boolean matches(Path file) throws IOException {
        return Files.exists(file) && isEnd() && lines().contains(Content.of(file).line());
    }

    /** True when a file of that lineage may be at that version; anything may where there is no record. */
    boolean allows(String lineage, long version) throws IOException {
        for (String line : lines()) {
            String[] words = line.split(" ");
            if (!words[1].equals(lineage) || version < Long.parseLong(words[2])) return false;
        }
        return true;
    }

    /** Notes that the file is in use from now on. */
    void begin(String lineage, long version) throws IOException {
        String head = OPEN + lineage + " ";
        replace(head + digits(version) + "\n");
        versionAt = head.length();
        channel = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    /** Notes that the file has reached that version on the disk. */
    void advance(long version) {
        ByteBuffer bytes = ByteBuffer.wrap(digits(version).getBytes(StandardCharsets.US_ASCII));
        try {
            channel.write(bytes, versionAt);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Notes that the file was closed in order, as one of these. */
    void end(Content... contents) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Content content : contents) text.append(content.line()).append('\n');
        if (channel != null) channel.close();
        replace(text.toString());
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException error) {
            return List.of();
        }
    }

    private void replace(String text) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".draft");
        try (FileChannel out = FileChannel.open(
            draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        syncFolderOf(path);
    }

    private static String digits(long version) {
        return String.format("%0" + VERSION_DIGITS + "d", version);
    }

    /** Lets a rename survive a power cut, where the system knows how. */
    static void syncFolderOf(Path path) {
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException error) {
            // Windows opens no folders; its file system keeps the order of renames.
        }
    }
}
