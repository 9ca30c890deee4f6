package dev.ratchet.activities.retrieval.configuration;

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
 */
public record Configurations(String usual, SortedMap<String, Configuration> all) {
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
}
