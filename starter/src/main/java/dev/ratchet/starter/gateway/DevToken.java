package dev.ratchet.starter.gateway;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The token that a {@code dev} process on this machine left in {@code ~/.ratchet/dev-PORT.token}. That process holds a
 * lock on the file as long as it holds the port; a file without a lock is left over, and another user's process may listen
 * there by now.
 */
final class DevToken {
    /** The only address that {@code dev} listens at. Others of this machine may be somebody else's on the same port. */
    static final String HOST = "127.0.0.1";

    private static final int LONGEST = 1000;

    private DevToken() {}

    /** Empty when no {@code dev} process of this person listens on the port. */
    static Optional<String> find(Path home, int port) {
        Path file = home.resolve(".ratchet").resolve("dev-" + port + ".token");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return held(channel) ? Optional.of(text(channel)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a {@code dev} process of this person is on its way to listen on the port: it holds a lock meanwhile. */
    static boolean isStarting(Path home, int port) {
        Path file = home.resolve(".ratchet").resolve("dev-" + port + ".starting");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return held(channel);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean held(FileChannel channel) throws IOException {
        try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true; // by this very process, which runs both
        }
    }

    private static String text(FileChannel channel) throws IOException {
        byte[] bytes = Channels.newInputStream(channel).readNBytes(LONGEST);
        return new String(bytes, StandardCharsets.US_ASCII).strip();
    }
}
