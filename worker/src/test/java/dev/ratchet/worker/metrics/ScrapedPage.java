package dev.ratchet.worker.metrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One answer of {@code /metrics}, in Prometheus' text format. */
public final class ScrapedPage {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ENDLESS = Pattern.compile("[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-.*");

    private final List<Sample> samples;

    private record Sample(String name, Map<String, String> labels) {}

    public ScrapedPage(String text) {
        this.samples = text.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(ScrapedPage::sample)
                .toList();
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return new Sample(sample.group(1), labels);
    }

    /** Names of our own families on it. */
    public Set<String> families() {
        Set<String> names = new TreeSet<>();
        ours().forEach(sample -> names.add(family(sample).map(Family::name).orElse(sample.name())));
        return names;
    }

    /** How many samples there are, the SDK's included. */
    public int samples() {
        return samples.size();
    }

    /** What is on it that may not be: unknown families and labels, values outside of their list, ids without end. */
    public List<String> objections() {
        return Stream.concat(
                        ours().flatMap(sample -> family(sample)
                                .map(family -> family.objection(sample.labels()))
                                .orElseGet(() -> Optional.of("no family is named " + sample.name()))
                                .stream()),
                        samples.stream()
                                .flatMap(sample -> sample.labels().values().stream())
                                .filter(value -> ENDLESS.matcher(value).find())
                                .map(value -> "a label without bound: " + value))
                .distinct()
                .toList();
    }

    private Stream<Sample> ours() {
        return samples.stream()
                .filter(sample -> sample.name().startsWith("ratchet_")
                        || sample.name().startsWith("gen_ai_")
                        || sample.name().startsWith("otel_"));
    }

    private static Optional<Family> family(Sample sample) {
        Optional<Family> whole = Families.named(sample.name());
        return whole.isPresent() ? whole : Families.named(sample.name().replaceAll("_(bucket|sum|count)$", ""));
    }
}
