package dev.ratchet.worker.metrics;

import java.util.stream.Collectors;

/** {@link Families} for people. */
final class MetricsTable {
    private MetricsTable() {}

    static String text() {
        return """
                # Metrics

                Written from `worker/…/worker/metrics/Families`; a test fails when this page is not what it says. To write it again:
                `mvn -pl worker -am test -Dtest=MetricsDocumentedTest -Dratchet.metrics.write=true -Dsurefire.failIfNoSpecifiedTests=false`.

                `ratchet-worker run` and `ratchet-worker web` answer `/metrics` on `RATCHET_HEALTH_PORT`. Gauges that are read from the
                database or from Temporal are the same in every process: take them by `max`, never by `sum`. No label has a run, a
                person, a tenant or a text; an instrument that is told more than 1,000 series tells the rest as one.

                | metric | kind | unit | says | labels |
                |---|---|---|---|---|
                """
                + Families.ALL.stream().map(MetricsTable::row).collect(Collectors.joining())
                + """

                ## Of Temporal's SDK

                All of its families are there, under the names that it gives them. Alerts and dashboard ask for these:

                """
                + Families.OF_THE_SDK.stream().map(name -> "- `" + name + "`\n").collect(Collectors.joining());
    }

    private static String row(Family family) {
        return "| `" + family.name() + "` | " + family.kind().name().toLowerCase(java.util.Locale.ROOT) + " | "
                + family.unit() + " | " + family.says() + " | "
                + family.labels().stream().map(MetricsTable::label).collect(Collectors.joining("; ")) + " |\n";
    }

    private static String label(Label label) {
        String values = label.values() instanceof Label.OneOf some
                ? some.all().stream().map(value -> "`" + value + "`").collect(Collectors.joining(" "))
                : ((Label.Configured) label.values()).what();
        return "`" + label.name() + "`: " + values;
    }
}
