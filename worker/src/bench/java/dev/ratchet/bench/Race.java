package dev.ratchet.bench;

import java.util.ArrayList;
import java.util.List;

/** Several ways to do the same work, in turns, so that whatever else the machine does hits them alike. */
final class Race<T> {
    private static final int ROUNDS = 4;

    private final Place place;
    private final Source<T> source;
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
    }

    Race(Place place, Source<T> source) {
        this.place = place;
        this.source = source;
    }

    Runner<T> with(Work<T> work) {
        Runner<T> runner = new Runner<>(work, place.serverPids());
        runners.add(runner);
        return runner;
    }

    /**
     * Each round of each runner takes about a quarter of the place's seconds.
     *
     * @param enough items for each before anything is measured; fewer when the place is in a hurry
     */
    void run(int enough) throws Exception {
        int warm = place.warm(enough);
        for (Runner<T> runner : runners) {
            runner.round(source.next(warm));
            runner.forget();
            runner.round(source.next(Math.max(100, warm / 5)));
        }
        double share = (double) place.seconds() / ROUNDS;
        List<Integer> sizes = runners.stream()
                .map(runner -> (int) Math.max(100, runner.perSecond() * share))
                .toList();
        runners.forEach(Runner::forget);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < runners.size(); i++) {
                runners.get(i).round(source.next(sizes.get(i)));
            }
        }
    }

    /** One way, and what it took. */
    static final class Runner<T> {
        private final Work<T> work;
        private final List<Long> servers;
        private final Sample rates = new Sample();
        private long items;
        private double cpu;
        private double serverCpu;

        private Runner(Work<T> work, List<Long> servers) {
            this.work = work;
            this.servers = servers;
        }

        private void round(List<T> batch) throws Exception {
            long self = ProcessHandle.current().pid();
            double cpuBefore = Cpu.seconds(self);
            double serverBefore = Cpu.seconds(servers);
            long start = System.nanoTime();
            work.on(batch);
            double seconds = (System.nanoTime() - start) / 1e9;
            rates.add(batch.size() / seconds);
            items += batch.size();
            cpu += Cpu.seconds(self) - cpuBefore;
            serverCpu += Cpu.seconds(servers) - serverBefore;
        }

        private void forget() {
            rates.clear();
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
    }
}
