package dev.ratchet.worker.command;

import dev.ratchet.activities.OwnerOnlyFolder;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.worker.configuration.ModelUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a worker that is not told keeps a model's answer until it is on record: {@code ratchet/answers} in the user's state
 * folder, which the XDG Base Directory Specification 0.8 calls {@code $XDG_STATE_HOME} or {@code ~/.local/state}. Where that cannot
 * be used, such as below a root that is read-only, answers stay in memory, and a line in the log says so.
 */
public final class AnswersFolder {
    private static final Logger LOG = LoggerFactory.getLogger(AnswersFolder.class);

    private AnswersFolder() {}

    /** @return the environment, with the folder that was chosen and made; the same where there is no model to answer */
    static Map<String, String> chosen(Map<String, String> environment) {
        boolean told = !environment.getOrDefault(ModelUse.ANSWERS, "").isBlank();
        if (told || !asks(environment)) {
            return environment;
        }
        Optional<Path> folder = state(environment).map(state -> state.resolve("ratchet/answers"));
        try {
            if (folder.isPresent()) {
                OwnerOnlyFolder.open(folder.get());
                Map<String, String> chosen = new TreeMap<>(environment);
                chosen.put(ModelUse.ANSWERS, folder.get().toString());
                return chosen;
            }
            inMemory("this user has no home");
        } catch (IOException e) {
            inMemory(folder.get() + " cannot be used (" + e.getMessage() + ")");
        }
        return environment;
    }

    /** Settings that are wrong are told by whoever reads all of them. */
    private static boolean asks(Map<String, String> environment) {
        try {
            return !ModelSettings.from(environment).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void inMemory(String why) {
        LOG.warn(
                "{}: a model's answer is in memory alone until it is on record, and paid again when this process is killed"
                        + " just then; name a folder with {}, or say '{}' there",
                why,
                ModelUse.ANSWERS,
                ModelUse.IN_MEMORY);
    }

    /** A relative path is none, as the specification has it; the JVM says {@code ?} for a user without a home. */
    private static Optional<Path> state(Map<String, String> environment) {
        return Stream.of(
                        environment.getOrDefault("XDG_STATE_HOME", ""),
                        below(environment.getOrDefault("HOME", "")),
                        below(System.getProperty("user.home")))
                .filter(path -> path.startsWith("/"))
                .map(Path::of)
                .findFirst();
    }

    private static String below(String home) {
        return home.isEmpty() ? "" : home + "/.local/state";
    }
}
