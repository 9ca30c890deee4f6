package dev.ratchet.bench;

import java.util.List;

/** Measures something in a JVM of its own. */
@FunctionalInterface
interface Benchmark {
    List<Result> run(Place place) throws Exception;
}
