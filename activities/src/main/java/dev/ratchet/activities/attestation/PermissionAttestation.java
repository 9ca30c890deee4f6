package dev.ratchet.activities.attestation;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Permission;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the rules permit, attested for one run by its workflow id, and for the day (UTC) on which it was found. The day is in what
 * the code is over and is not carried: the answers about many documents have no room for it. So whoever checks tries the days.
 */
public final class PermissionAttestation {
    private static final String PERMISSION = "permission";

    /** A run may show a person for three weeks what it asks consent to; nothing older is known any more. */
    private static final int MOST_DAYS = 31;

    private final AttestationKeys keys;
    private final Clock clock;

    public PermissionAttestation(AttestationKeys keys) {
        this(keys, Clock.systemUTC());
    }

    /** @param clock that says which day it is */
    public PermissionAttestation(AttestationKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * To be called only with a permission that was made here, from facts that are attested or were looked up.
     *
     * @param intake what the run was started with, and what the facts were found in
     * @throws IllegalArgumentException when the run is not the one that belongs to this intake
     */
    public Attested<Permission> attest(String agent, DocumentRef intake, RunRef run, Permission permission) {
        String right = RunRef.workflowId(agent, intake.tenant(), intake.digest());
        if (!run.workflowId().equals(right)) {
            throw new IllegalArgumentException("'run' must be that of its document, " + right);
        }
        return keys.attest(PERMISSION, intake.tenant(), on(right, day(clock.instant())), permission);
    }

    /** Whether a worker found within a month that this run has this permission. */
    public boolean attested(TenantId tenant, String workflowId, Attested<Permission> claim) {
        return age(tenant, workflowId, claim, clock.instant()).isPresent();
    }

    /**
     * On how many days before that time a worker found that this run has this permission; 0 on the same day, or on the next one
     * by a clock that is ahead. Empty when no worker did within a month.
     */
    public OptionalInt age(TenantId tenant, String workflowId, Attested<Permission> claim, Instant at) {
        return IntStream.concat(IntStream.rangeClosed(0, MOST_DAYS), IntStream.of(-1))
                .filter(days -> keys.attested(PERMISSION, tenant, on(workflowId, day(at).minusDays(days)), claim))
                .map(days -> Math.max(0, days))
                .findFirst();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static String on(String workflowId, LocalDate day) {
        return workflowId + " on " + day;
    }
}
