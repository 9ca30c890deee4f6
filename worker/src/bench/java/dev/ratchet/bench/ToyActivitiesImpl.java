package dev.ratchet.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Does nothing, and notes when. */
public final class ToyActivitiesImpl implements ToyActivities {
    private final Map<String, Map<Integer, Long>> stamps = new ConcurrentHashMap<>();

    @Override
    public int step(int item) {
        return item;
    }

    @Override
    public List<Integer> steps(List<Integer> items) {
        return items;
    }

    @Override
    public int stamped(String run, int step) {
        stamps.computeIfAbsent(run, id -> new ConcurrentHashMap<>()).putIfAbsent(step, System.nanoTime());
        return step;
    }

    /** Nanoseconds at which each step of a run was taken. */
    Map<Integer, Long> stamps(String run) {
        return new TreeMap<>(stamps.getOrDefault(run, Map.of()));
    }
}
