package dev.ratchet;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    /** Another Java, beside the one that runs. */
    public static Path otherJava(String path) {
        Path at = Path.of(path);
        return Files.isDirectory(at) && !at.toString().equals(System.getProperty("java.home"))
                ? at
                : missing("no second Java at " + path);
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
