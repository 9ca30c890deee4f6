package dev.ratchet.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Several ways to do the same work, in turns, so that whatever else the machine does hits them alike. */
final class Race<T> {
    /** Rounds before the measured ones, for each of them. */
    private static final int WARM = 2;

    private final Place place;
    private final Source<T> source;
    private final int rounds;
    private final List<Runner<T>> runners = new ArrayList<>();

    /** Makes items to work on, each another one; its time is not measured. */
    @FunctionalInterface
    interface Source<T> {
        List<T> next(int many);
    }

    /** Works on all of them. */
    @FunctionalInterface
    interface Work<T> {
        void on(List<T> items) throws Exception;

        /** Before each round; its time is not measured. */
        default void prepare() throws Exception {}
    }

    /**
     * @param rounds many, because the machine's speed may change by a fifth within a minute; few, where what it takes to
     *     begin and to end a round is not what is measured
     */
    Race(Place place, Source<T> source, int rounds) {
        this.place = place;
        this.source = source;
        this.rounds = rounds;
    }

    Runner<T> with(String name, Work<T> work) {
        Runner<T> runner = new Runner<>(name, work, place.serverPids());
        runners.add(runner);
        return runner;
    }

    /**
     * The rounds of each runner take about the place's seconds together. Before anything is measured, each has worked
     * for twice as long as it will be measured: whoever compiles most would otherwise look slowest.
     *
     * @param first for each to begin with
     */
    void run(int first) throws Exception {
        double share = (double) place.seconds() / rounds;
        runners.forEach(runner -> runner.size = place.warm(first));
        for (int round = 0; round < WARM * rounds; round++) {
            for (Runner<T> runner : runners) {
                runner.round(source.next(runner.size));
                runner.size = (int) Math.max(100, runner.lastPerSecond * share);
            }
        }
        runners.forEach(Runner::forget);
        for (int round = 0; round < rounds; round++) {
            for (Runner<T> runner : runners) {
                runner.round(source.next(runner.size));
            }
        }
        Files.write(
                place.accounts(),
                runners.stream().map(Runner::accounted).toList(),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** One way, and what it took. */
    static final class Runner<T> {
        private final String name;
        private final Work<T> work;
        private final List<Long> servers;
        private final Sample rates = new Sample();
        private final Accounting accounting;
        private int size;
        private double lastPerSecond;
        private long items;
        private double cpu;
        private double serverCpu;

        private Runner(String name, Work<T> work, List<Long> servers) {
            this.name = name;
            this.work = work;
            this.servers = servers;
            this.accounting = new Accounting(servers);
        }

        private void round(List<T> batch) throws Exception {
            work.prepare();
            long self = ProcessHandle.current().pid();
            Cpu own = Cpu.of(self);
            Cpu others = Cpu.of(servers);
            accounting.begin();
            long start = System.nanoTime();
            work.on(batch);
            double seconds = (System.nanoTime() - start) / 1e9;
            accounting.end();
            lastPerSecond = batch.size() / seconds;
            rates.add(lastPerSecond);
            items += batch.size();
            cpu += own.seconds();
            serverCpu += others.seconds();
        }

        private void forget() {
            rates.clear();
            accounting.forget();
            items = 0;
            cpu = 0;
            serverCpu = 0;
        }

        /** The median round. */
        double perSecond() {
            return rates.median();
        }

        double cpuMillis() {
            return cpu * 1_000 / items;
        }

        double serverCpuMillis() {
            return serverCpu * 1_000 / items;
        }

        private String accounted() {
            return String.format(
                    Locale.ROOT,
                    "%s, %,d a round, %d rounds of %,.0f to %,.0f a second: %s",
                    name,
                    size,
                    rates.size(),
                    rates.quantile(0),
                    rates.quantile(1),
                    accounting.perItem(items));
        }
    }
}
