package dev.ratchet.worker.dev;

import dev.ratchet.activities.OwnerOnlyFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Tells the starter that a {@code dev} process is on its way: {@code ~/.ratchet/dev-PORT.starting}, there and locked until
 * its gateway listens. As with {@link TokenFile}, a file without a lock is left over.
 */
final class StartingFile implements AutoCloseable {
    private final Path file;
    private final FileChannel locked;

    private StartingFile(Path file, FileChannel locked) {
        this.file = file;
        this.locked = locked;
    }

    /** @param port that the gateway will listen on */
    static StartingFile publish(Path home, int port) throws IOException {
        Path file = home.resolve(".ratchet").resolve("dev-" + port + ".starting");
        Files.deleteIfExists(file);
        OwnerOnlyFile.write(file, "");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.lock();
        return new StartingFile(file, channel);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        locked.close();
    }
}
