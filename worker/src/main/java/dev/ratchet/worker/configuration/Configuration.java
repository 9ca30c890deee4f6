package dev.ratchet.worker.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the environment and the file of settings that it names say together, by the names of variables; the environment
 * wins. A variable that is set to nothing counts as not set. What is no setting of ours, such as {@code OTEL_*}, is passed on
 * as the environment has it.
 */
public final class Configuration {
    /** Variable that names the file of settings. */
    public static final String FILE = "RATCHET_CONFIG";

    private final Map<String, String> values;
    private final Map<String, String> places;
    private final List<Reading.Problem> problems;

    private Configuration(Map<String, String> values, Map<String, String> places, List<Reading.Problem> problems) {
        this.values = values;
        this.places = places;
        this.problems = problems;
    }

    /** Reads the file, too. What is wrong in it is among the problems of {@link #reading}. */
    public static Configuration of(Map<String, String> environment) {
        Optional<Path> file = new Reading(environment).text(FILE).map(Path::of);
        Map<String, String> values = new TreeMap<>(environment);
        Map<String, String> places = new TreeMap<>();
        Settings.TABLE.stream()
                .map(Setting::variable)
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .forEach(name -> places.put(name, "variable"));
        if (file.isEmpty()) {
            return new Configuration(values, places, List.of());
        }
        SettingsFile read = SettingsFile.read(file.get());
        read.values().forEach((name, written) -> {
            if (!places.containsKey(name)) {
                values.put(name, written.value());
                places.put(name, file.get() + ":" + written.line());
            }
        });
        return new Configuration(values, places, read.problems());
    }

    /** By the names of variables. */
    public Map<String, String> values() {
        return values;
    }

    /** The same with other values, as from somebody who chose what nobody set. */
    public Configuration with(Map<String, String> others) {
        Map<String, String> chosen = new TreeMap<>(places);
        others.keySet().stream()
                .filter(name -> !values.getOrDefault(name, "").equals(others.get(name)))
                .forEach(name -> chosen.put(name, "chosen at start"));
        return new Configuration(new TreeMap<>(others), chosen, problems);
    }

    /** Whether anybody set it: {@code variable}, or file and line; empty where the default holds. */
    public Optional<String> place(String variable) {
        return Optional.ofNullable(places.get(variable));
    }

    /** To be read from; begins with what is wrong in the file, and names settings as they were written. */
    public Reading reading() {
        return new Reading(values, problems, this::written);
    }

    /** As whoever set it knows it. */
    private String written(String variable) {
        String place = places.get(variable);
        return place == null || place.indexOf(':') < 0
                ? variable
                : place + ": " + Settings.ofVariable(variable).orElseThrow().key();
    }
}
