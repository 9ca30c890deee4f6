package dev.ratchet;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a test needs beyond the build. Where it is missing the test is skipped with a plain reason, or fails when
 * {@code -Dratchet.nothing.skipped=true}, as in CI.
 */
public final class Needs {
    private Needs() {}

    /** The top folder of the project. */
    public static Path root() {
        return Path.of(System.getProperty("ratchet.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** A file or folder below {@code ../shared/data}. */
    public static Path sharedData(String path) {
        Path at = root().resolveSibling("shared").resolve("data").resolve(path);
        return Files.exists(at) ? at : missing("no ../shared/data/" + path + " beside the project");
    }

    /** What {@code mvn package} left below the project's top folder. */
    public static Path packaged(String path) {
        Path at = root().resolve(path);
        return Files.exists(at) ? at : missing(path + " is there after 'mvn package' only");
    }

    /** Another Java, beside the one that runs or where Debian keeps them. */
    public static Path otherJava() throws IOException {
        Path ours = Path.of(System.getProperty("java.home")).toRealPath();
        for (Path folder : List.of(ours.resolve(".."), Path.of("/usr/lib/jvm"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.list(folder.toRealPath())) {
                    Optional<Path> other = all.sorted()
                            .filter(each -> Files.isExecutable(each.resolve("bin/javac")))
                            .filter(each -> !real(each).equals(ours))
                            .findFirst();
                    if (other.isPresent()) {
                        return other.get();
                    }
                }
            }
        }
        return missing("no second Java beside " + ours);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The real Temporal CLI: {@code TEMPORAL_CLI}, the path, or Go's bin folder. */
    public static Path temporalCli() {
        String named = System.getenv("TEMPORAL_CLI");
        return named != null && Files.isExecutable(Path.of(named)) ? Path.of(named) : program("temporal");
    }

    /** An executable on the path or in Go's bin folder. */
    public static Path program(String name) {
        List<String> folders =
                new java.util.ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
        folders.add(System.getProperty("user.home") + "/go/bin");
        for (String folder : folders) {
            Path at = Path.of(folder, name);
            if (Files.isExecutable(at)) {
                return at;
            }
        }
        return missing("no program '" + name + "' on the path");
    }

    private static Path missing(String what) {
        if (Boolean.getBoolean("ratchet.nothing.skipped")) {
            return fail(what + ", and nothing may be skipped here");
        }
        return abort("skipped: " + what);
    }
}
