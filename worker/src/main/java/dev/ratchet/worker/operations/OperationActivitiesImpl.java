package dev.ratchet.worker.operations;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.library.Pulse;
import dev.ratchet.activities.operation.OperationLog;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.operations.Operation;
import dev.ratchet.workflows.contract.operations.OperationActivities;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Does each kind, and puts on record how it ended, also when it failed. */
public final class OperationActivitiesImpl implements OperationActivities {
    private final Map<Operation.Kind, Work> works;
    private final OperationLog log;
    private final Pulse pulse;

    /** Answers in a sentence. */
    public interface Work {
        String perform(TenantId tenant) throws Exception;
    }

    /** @param works one of each kind */
    public OperationActivitiesImpl(Map<Operation.Kind, Work> works, OperationLog log, Pulse pulse) {
        this.works = Map.copyOf(works);
        this.log = log;
        this.pulse = pulse;
    }

    @Override
    public Done perform(Operation operation) {
        Work work = Objects.requireNonNull(works.get(operation.kind()), () -> "no work is " + operation.kind());
        String name = operation.kind().name().toLowerCase(Locale.ROOT);
        Instant begun = Instant.now();
        return pulse.during(() -> Failures.guard(() -> {
            try {
                String summary = work.perform(operation.tenant());
                log.ended(operation.tenant(), name, begun, true, summary);
                return new Done(summary);
            } catch (Exception e) {
                log.ended(operation.tenant(), name, begun, false, String.valueOf(e.getMessage()));
                throw e;
            }
        }));
    }
}
