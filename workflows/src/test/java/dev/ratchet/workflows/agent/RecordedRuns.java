package dev.ratchet.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** What an audit activity was told in a test, and whether every run can be rebuilt from it. */
public final class RecordedRuns<S, O extends Observation> {
    private static final AtomicLong REBUILT = new AtomicLong();

    private final Agent<S, ?, O> agent;
    private final List<RunRecord> all = new CopyOnWriteArrayList<>();

    public RecordedRuns(Agent<S, ?, O> agent) {
        this.agent = agent;
    }

    public void add(RunRecord record) {
        all.add(record);
    }

    /** In the order in which they came. */
    public List<RunRecord> all() {
        return all;
    }

    /** Each run, from its first record alone up to each later one, gives the state whose digest that record has. */
    public void requireRebuilt() {
        Map<RunRef, List<RunRecord>> runs = new LinkedHashMap<>();
        all.forEach(record -> runs.computeIfAbsent(record.summary().run(), run -> new ArrayList<>())
                .add(record));
        runs.forEach((run, records) -> {
            String start = records.stream()
                    .map(RunRecord::start)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no record of " + run + " has its start"));
            Map<Integer, StepRecord> steps = new LinkedHashMap<>();
            for (RunRecord record : records) {
                record.steps().forEach(step -> steps.putIfAbsent(step.step().number(), step));
                assertThat(Rebuild.of(agent, start, List.copyOf(steps.values()), record.state())
                                .problem())
                        .as("%s as of %s", run, record.summary().outcome())
                        .isNull();
            }
        });
        System.out.println("rebuilt from the record: " + runs.size() + " runs, all equal; "
                + REBUILT.addAndGet(runs.size()) + " in this JVM so far");
    }
}
