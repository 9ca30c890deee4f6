package dev.ratchet.activities.retrieval.configuration;

import dev.ratchet.workflows.contract.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All ways of retrieval that can be asked for.
 *
 * @param usual name of the one that is taken when none is named
 * @param file hash of what they were read from
 */
public record Configurations(String usual, SortedMap<String, Configuration> all, Digest file) {
    private static final String BUILT_IN = "/retrieval/configurations.yaml";

    public Configurations {
        all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
        if (!all.containsKey(usual)) {
            throw new IllegalArgumentException("'usual' is " + usual + "; it should be one of " + all.keySet());
        }
    }

    /** Those that come with this code. */
    public static Configurations builtIn() {
        try (InputStream file = Configurations.class.getResourceAsStream(BUILT_IN)) {
            if (file == null) {
                throw new IllegalStateException("no " + BUILT_IN + " on the class path");
            }
            return read(BUILT_IN, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidConfiguration e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param file its name, for complaints */
    public static Configurations read(String file, String yaml) throws InvalidConfiguration {
        return new ConfigurationsReader(file).read(yaml);
    }

    /**
     * @param name absent for the usual one
     * @throws IllegalArgumentException when there is none of this name
     */
    public Configuration of(@Nullable String name) {
        Configuration found = all.get(name == null ? usual : name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no configuration of retrieval is called " + name + "; known are " + all.keySet());
        }
        return found;
    }

    /** For the record of who was told nothing else: {@code usual tuned@1, file 0123456789ab}. */
    public String version() {
        return "usual " + usual + ", file " + file.brief();
    }
}
