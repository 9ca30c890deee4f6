package dev.ratchet.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What the person who runs it chose, by {@code -Dbench...}.
 *
 * @param suites in the order in which they run
 * @param seconds measured for each side of a comparison, 1 or more
 * @param documents of the long batch, 2,000 or more
 * @param servers kinds of Temporal to measure on, where they can be had
 * @param jfr whether to record a profile of the single and of the batch path
 * @param root the project's top folder
 */
record Options(List<Suite> suites, int seconds, int documents, List<ServerKind> servers, boolean jfr, Path root) {

    /** @throws IllegalArgumentException naming the option and what would be right */
    static Options read(Properties properties, Path root) {
        return new Options(
                chosen(properties, "bench", Suite.values()),
                number(properties, "bench.seconds", 20, 1),
                number(properties, "bench.documents", 10_000, 2_000),
                chosen(properties, "bench.servers", ServerKind.values()),
                Boolean.parseBoolean(properties.getProperty("bench.jfr", "false")),
                root);
    }

    private static <E extends Enum<E>> List<E> chosen(Properties properties, String name, E[] all) {
        String text = properties.getProperty(name, "all").strip();
        if (text.isEmpty() || text.equals("all") || text.equals("true")) {
            return List.of(all);
        }
        List<String> words = Stream.of(text.split(",")).map(String::strip).toList();
        for (String word : words) {
            if (Stream.of(all).noneMatch(each -> word(each).equals(word))) {
                throw new IllegalArgumentException("-D" + name + "=" + text + ": there is no '" + word
                        + "'; choose from all, "
                        + String.join(", ", Stream.of(all).map(Options::word).toList()));
            }
        }
        return Stream.of(all).filter(each -> words.contains(word(each))).toList();
    }

    static String word(Enum<?> each) {
        return each.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static int number(Properties properties, String name, int otherwise, int least) {
        String text = properties.getProperty(name, String.valueOf(otherwise)).strip();
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        throw new IllegalArgumentException(
                "-D" + name + "=" + text + ": it should be a whole number of at least " + least);
    }
}
