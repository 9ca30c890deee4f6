package dev.ratchet.workflows.contract.effect;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonStatement.Kind;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What people say in tests that verify no signature. */
public final class Statements {
    private Statements() {}

    /** To what the run waits for. */
    public static PersonDecision.State denial(RunSummary waiting, String person, String why) {
        return new PersonDecision.State(to(waiting, Kind.DENY, person, why));
    }

    /** To what the run waits for. */
    public static PersonDecision.State recheck(RunSummary waiting, String person) {
        return new PersonDecision.State(to(waiting, Kind.RECHECK, person, ""));
    }

    /** To what the run waits for. */
    public static PersonDecision.State proposal(RunSummary waiting, String person, Proposal proposal) {
        Digest request = Objects.requireNonNull(waiting.waiting()).request();
        return new PersonDecision.State(
                statement(waiting.tenant(), waiting.run(), Kind.PROPOSE, "", proposal, request, person));
    }

    private static PersonStatement to(RunSummary waiting, Kind kind, String person, String why) {
        Digest request = Objects.requireNonNull(waiting.waiting()).request();
        return statement(waiting.tenant(), waiting.run(), kind, why, null, request, person);
    }

    /** To no particular request. */
    public static PersonStatement proposal(String person, Proposal proposal) {
        return statement(
                TenantId.DEFAULT, new RunRef("a run", "r"), Kind.PROPOSE, "", proposal, Digest.of("a request"), person);
    }

    /** To no particular request. */
    public static PersonStatement denial(String person, String why) {
        return statement(
                TenantId.DEFAULT, new RunRef("a run", "r"), Kind.DENY, why, null, Digest.of("a request"), person);
    }

    /** To no particular request. */
    public static PersonStatement recheck(String person) {
        return statement(
                TenantId.DEFAULT, new RunRef("a run", "r"), Kind.RECHECK, "", null, Digest.of("a request"), person);
    }

    private static PersonStatement statement(
            TenantId tenant,
            RunRef run,
            Kind kind,
            String why,
            @Nullable Proposal proposal,
            Digest request,
            String person) {
        return new PersonStatement(
                tenant,
                run,
                kind,
                why,
                proposal,
                request,
                person,
                Instant.parse("2026-11-21T10:00:00Z"),
                Instant.parse("2026-11-22T10:00:00Z"),
                "k1",
                "c2ln");
    }
}
