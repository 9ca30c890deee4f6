package dev.ratchet.worker.dev.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/ratchet} says what it has to say, and nothing else, whatever became of its archive of classes. */
class RatchetScriptTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void built() {
        Needs.packaged("starter/target/lib");
    }

    @Test
    @Tag("slow")
    void many_first_uses_at_once_leave_one_archive_and_a_broken_one_does_no_harm() throws Exception {
        List<Process> first = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            first.add(version(folder));
        }
        for (Process process : first) {
            says_its_version(process);
        }
        List<Path> archives = archives();
        assertThat(archives).singleElement().asString().endsWith(".jsa");
        says_its_version(version(folder));

        Path archive = archives.get(0);
        byte[] bytes = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, new byte[] {1, 2, 3});
        says_its_version(version(folder));

        for (int at = 0; at < 4_096; at += 16) {
            bytes[at] ^= 0x55;
        }
        Files.write(archive, bytes);
        says_its_version(version(folder));
    }

    @Test
    @Tag("slow")
    void the_archive_of_another_java_does_no_harm() throws Exception {
        Path other = Needs.otherJava();
        says_its_version(version(folder, other.toString()));
        Path theirs = archives().get(0);
        says_its_version(version(folder));
        Path ours = archives().stream()
                .filter(each -> !each.equals(theirs))
                .findFirst()
                .orElseThrow();
        Files.delete(ours);
        Files.copy(theirs, ours);

        says_its_version(version(folder));
    }

    @Test
    void nowhere_to_keep_an_archive_is_no_problem() throws Exception {
        says_its_version(version(Path.of("/proc/nowhere")));
    }

    private void says_its_version(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("ratchet \\S+\\n");
    }

    /** Standard error goes where standard output goes: nothing may stand there. */
    private static Process version(Path cache, String... java) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Needs.root().resolve("starter/bin/ratchet").toString(), "--version");
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().put("JAVA_HOME", java.length > 0 ? java[0] : System.getProperty("java.home"));
        return builder.redirectErrorStream(true).start();
    }

    /** What is kept, once nobody makes an archive any more. */
    private List<Path> archives() throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (true) {
            try (Stream<Path> kept = Files.list(folder.resolve("ratchet"))) {
                List<Path> all = kept.toList();
                if (!all.isEmpty()
                        && all.stream().allMatch(each -> each.toString().endsWith(".jsa"))) {
                    return all;
                }
            } catch (java.nio.file.NoSuchFileException e) {
                // not begun
            }
            assertThat(System.nanoTime()).as("archive made in time").isLessThan(until);
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
    }
}
