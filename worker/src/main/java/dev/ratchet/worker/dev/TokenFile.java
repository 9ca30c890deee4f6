package dev.ratchet.worker.dev;

import dev.ratchet.activities.OwnerOnlyFile;
import dev.ratchet.activities.OwnerOnlyFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Tells the starter the token: {@code ~/.ratchet/dev-PORT.token}, there and locked as long as this process listens on that
 * port. The system gives a lock up with the process that holds it, also when that is killed. So a file without a lock is
 * left over, whoever listens on the port by now is somebody else, and the starter sends nothing.
 */
final class TokenFile implements AutoCloseable {
    private final Path file;
    private final FileChannel locked;

    private TokenFile(Path file, FileChannel locked) {
        this.file = file;
        this.locked = locked;
    }

    private static Path folder(Path home) {
        return home.resolve(".ratchet");
    }

    /** Before anything is published; answers with what others could read there, see {@link OwnerOnlyFolder#open}. */
    static List<Path> openFolder(Path home) throws IOException {
        return OwnerOnlyFolder.open(folder(home));
    }

    /** @param port of the gateway, which listens already */
    static TokenFile publish(Path home, int port, String token) throws IOException {
        Path folder = folder(home);
        Path file = folder.resolve("dev-" + port + ".token");
        Path beside = folder.resolve("dev-" + port + ".token.new");
        Files.deleteIfExists(beside);
        OwnerOnlyFile.write(beside, token + "\n");
        FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException(beside + " is locked by another process");
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new TokenFile(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** To be called before the gateway lets go of its port. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        locked.close();
    }
}
