package dev.ratchet.starter.batch;

import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/**
 * The name of a batch: {@code 20261121T143015Z-k3f9}, so that names sort by time; its second lane is
 * {@code 20261121T143015Z-k3f9-2}.
 */
public record BatchName(TenantId tenant, String name) {
    /** Most lanes of one submission. */
    public static final int LANES = 16;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_DIGITS = 4;

    public static BatchName fresh(TenantId tenant, Instant now, RandomGenerator random) {
        StringBuilder name = new StringBuilder(TIME.format(now)).append('-');
        for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
            name.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return new BatchName(tenant, name.toString());
    }

    /** @param number 1 to {@link #LANES} */
    public BatchName lane(int number) {
        return number == 1 ? this : new BatchName(tenant, name + "-" + number);
    }

    public String workflowId() {
        return BatchWorkflow.workflowId(tenant, name);
    }
}
