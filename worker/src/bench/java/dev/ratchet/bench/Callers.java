package dev.ratchet.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** So many callers at once, each asking again as soon as it is answered; of two sides each question is asked in turn. */
final class Callers {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Callers() {}

    @FunctionalInterface
    interface Call {
        void ask(String question) throws Exception;
    }

    /**
     * What one side took.
     *
     * @param micros from asking to the answer
     * @param processor microseconds of the caller's own thread: what another process does on this machine is not in it
     */
    record Took(Sample micros, Sample processor) {
        Took() {
            this(new Sample(), new Sample());
        }
    }

    record Both(Took ours, Took other) {}

    /** The first half warms up and is not counted. */
    static Both inTurns(int callers, List<String> questions, Call ours, Call other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<List<double[]>>> all = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller;
                all.add(threads.submit(() -> {
                    List<double[]> took = new ArrayList<>();
                    for (int each = first; each < questions.size(); each += callers) {
                        boolean oursFirst = took.size() % 2 == 0;
                        double[] one = asked(oursFirst ? ours : other, questions.get(each));
                        double[] two = asked(oursFirst ? other : ours, questions.get(each));
                        double[] mine = oursFirst ? one : two;
                        double[] its = oursFirst ? two : one;
                        took.add(new double[] {mine[0], mine[1], its[0], its[1]});
                    }
                    return took.subList(took.size() / 2, took.size());
                }));
            }
            Both both = new Both(new Took(), new Took());
            for (Future<List<double[]>> each : all) {
                for (double[] took : each.get()) {
                    both.ours.micros.add(took[0]);
                    both.ours.processor.add(took[1]);
                    both.other.micros.add(took[2]);
                    both.other.processor.add(took[3]);
                }
            }
            return both;
        } finally {
            threads.shutdown();
        }
    }

    private static double[] asked(Call call, String question) throws Exception {
        long processor = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        call.ask(question);
        return new double[] {
            (System.nanoTime() - start) / 1e3, (THREADS.getCurrentThreadCpuTime() - processor) / 1e3
        };
    }
}
