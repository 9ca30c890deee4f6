package dev.ratchet.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** So many callers at once, each asking again as soon as it is answered. */
final class Callers {
    private Callers() {}

    @FunctionalInterface
    interface Call {
        void ask(String question) throws Exception;
    }

    /** @return how long each took, in microseconds; the first half warms up and is not counted */
    static Sample micros(int callers, List<String> questions, Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<List<Double>>> all = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller;
                all.add(threads.submit(() -> {
                    List<Double> took = new ArrayList<>();
                    for (int each = first; each < questions.size(); each += callers) {
                        long start = System.nanoTime();
                        call.ask(questions.get(each));
                        took.add((System.nanoTime() - start) / 1e3);
                    }
                    return took.subList(took.size() / 2, took.size());
                }));
            }
            Sample sample = new Sample();
            for (Future<List<Double>> each : all) {
                each.get().forEach(sample::add);
            }
            return sample;
        } finally {
            threads.shutdown();
        }
    }
}
