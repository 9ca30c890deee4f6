package dev.ratchet.worker.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads values by the names of their variables, and goes on after one that is wrong, so that a person is told all of them
 * at once. What was read is worth something only while {@link #problems} is empty. A variable that is set to nothing counts
 * as not set.
 */
public final class Reading {
    private final Map<String, String> values;
    private final List<Problem> problems;
    private final UnaryOperator<String> written;

    /**
     * One setting that is missing or wrong.
     *
     * @param name of its variable, or of a group of them
     * @param why with the value, unless it is secret, and what would be right
     */
    public record Problem(String name, String why) {
        @Override
        public String toString() {
            return name + ": " + why;
        }
    }

    public Reading(Map<String, String> values) {
        this(values, List.of(), UnaryOperator.identity());
    }

    /**
     * @param found what is known to be wrong already
     * @param written names the setting of a variable as it was written
     */
    Reading(Map<String, String> values, List<Problem> found, UnaryOperator<String> written) {
        this.values = values;
        this.problems = new ArrayList<>(found);
        this.written = written;
    }

    /** In the order in which they were found. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public void wrong(String name, String why) {
        problems.add(new Problem(written.apply(name), why));
    }

    /** For readers of other rooms, which want the variables themselves. */
    public Map<String, String> values() {
        return values;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** As it is, blanks included: for passwords. */
    public String exactly(String name) {
        return values.getOrDefault(name, "");
    }

    /** @return {@code otherwise} also when the value is wrong */
    public int number(String name, int otherwise, int least, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        wrong(name, "'" + text.get() + "' should be a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A file that can be read. */
    public Optional<Path> file(String name) {
        return path(name).filter(file -> {
            boolean readable = Files.isReadable(file) && !Files.isDirectory(file);
            if (!readable) {
                wrong(name, "there is no readable file " + file);
            }
            return readable;
        });
    }

    /** @param holding what the folder should hold */
    public Optional<Path> folder(String name, String holding) {
        return path(name).filter(folder -> {
            boolean there = Files.isDirectory(folder);
            if (!there) {
                wrong(name, folder + " is not a folder; it should hold " + holding);
            }
            return there;
        });
    }

    /** A place that need not be there yet. */
    public Optional<Path> path(String name) {
        return text(name).flatMap(text -> of(name, () -> Path.of(text)));
    }

    /** @param what it says, for the sentence of one that is missing */
    public Optional<String> required(String name, String what) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            wrong(name, "is not set; it says " + what);
        }
        return text;
    }

    /**
     * What another room reads.
     *
     * @param name under which its problem is told
     * @param reader throws {@link IllegalArgumentException} with one line for each problem
     * @return empty when there was a problem
     */
    public <T> Optional<T> of(String name, Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (IllegalArgumentException e) {
            String said = String.valueOf(e.getMessage());
            wrong(name, said.lines().map(this::named).collect(Collectors.joining("\n")));
            return Optional.empty();
        }
    }

    /** A line of another room's begins with its variable. */
    private String named(String line) {
        int end = line.indexOf(' ');
        return end < 0 ? line : written.apply(line.substring(0, end)) + line.substring(end);
    }
}
