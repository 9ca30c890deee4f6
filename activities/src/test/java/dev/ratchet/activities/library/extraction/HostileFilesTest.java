package dev.ratchet.activities.library.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.library.extraction.HostileFiles.Hostile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What would hurt is refused by a code and a sentence that tells what would be right, within bounded time and memory. */
@Tag("slow")
class HostileFilesTest {
    private static final Map<String, Hostile> FILES = HostileFiles.all();
    private static final LibraryReader READER = new LibraryReader();

    @AfterAll
    static void close() {
        READER.close();
    }

    static Stream<String> files() {
        return FILES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isRefusedAndToldWhatWouldBeRight(String what) {
        Hostile file = FILES.get(what);
        String said = HostileFiles.said(READER, file);
        assertThat(said).startsWith(file.code() + " ");
        assertThat(said).doesNotContain("Exception", "at dev.", "root:");
        assertThat(said).containsAnyOf("pload", "Save it", "Export it");
    }

    /** All of them, made and read, in a process with a heap smaller than several of them unpack to. */
    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void allOfThemFitIntoASmallHeap() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileFiles.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        FILES.forEach((what, file) -> assertThat(said).contains(what + ": " + file.code() + " "));
    }
}
