package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingFileTest {
    @TempDir
    Path home;

    @Test
    void it_is_there_and_locked_until_it_is_closed_whatever_was_left_over() throws Exception {
        TokenFile.openFolder(home);
        Path file = home.resolve(".ratchet").resolve("dev-7280.starting");
        Files.writeString(file, "left over");
        try (StartingFile starting = StartingFile.publish(home, 7280)) {
            assertThat(Files.size(file)).isZero();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(isLocked(file)).isTrue();
        }
        assertThat(file).doesNotExist();
    }

    private static boolean isLocked(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
