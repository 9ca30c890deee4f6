package dev.ratchet.activities.calls;

import dev.ratchet.workflows.contract.Digest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A record in memory that no budget limits, for tests of what is above it. */
public class MemoryModelCalls implements ModelCalls {
    private record Row(String holder, boolean open, long until, Optional<Recorded> answer) {}

    private final Map<Digest, Row> rows = new HashMap<>();

    @Override
    public synchronized Claim claim(CallRequest request, Digest asked, Duration lease) {
        Row row = rows.get(request.digest());
        if (row != null && row.answer().isPresent()) {
            return new Answered(row.answer().get());
        }
        if (row != null && row.open() && row.until() > System.nanoTime()) {
            return new Busy(Duration.ofNanos(row.until() - System.nanoTime()));
        }
        Mine mine = new Mine(UUID.randomUUID().toString(), LocalDate.EPOCH);
        rows.put(request.digest(), open(mine, lease));
        return mine;
    }

    private static Row open(Mine mine, Duration lease) {
        return new Row(mine.holder(), true, System.nanoTime() + lease.toNanos(), Optional.empty());
    }

    @Override
    public synchronized void renew(CallRequest request, Mine mine, Duration lease) {
        rows.computeIfPresent(
                request.digest(),
                (digest, row) -> row.open() && row.holder().equals(mine.holder()) ? open(mine, lease) : row);
    }

    @Override
    public synchronized Recorded complete(CallRequest request, Mine mine, Recorded answer) {
        Recorded first = rows.get(request.digest()).answer().orElse(answer);
        rows.put(request.digest(), new Row(mine.holder(), false, 0, Optional.of(first)));
        return first;
    }

    /** It counts no calls. */
    @Override
    public void notCalled(CallRequest request, Mine mine) {}

    @Override
    public void withdraw(CallRequest request, Mine mine) {
        release(request, mine);
    }

    @Override
    public synchronized void release(CallRequest request, Mine mine) {
        rows.computeIfPresent(
                request.digest(),
                (digest, row) -> row.open() && row.holder().equals(mine.holder())
                        ? new Row(mine.holder(), false, 0, Optional.empty())
                        : row);
    }
}
