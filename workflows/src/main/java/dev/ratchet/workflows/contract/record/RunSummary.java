package dev.ratchet.workflows.contract.record;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.policy.Bundle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of any agent at a glance. The same record is asked of the run, kept in the audit record, and listed among what
 * waits for a person. Absent values are not known (yet).
 *
 * @param name what the submitter calls it, at most 200 bytes; for display only
 * @param submitter id of the person who says to have submitted it
 * @param subject by what people recognise the run, in the agent's order; empty while nothing is known
 * @param amount what limits are held against
 * @param outcome the agent's own word when {@code status} is DONE, else the name of {@code status}
 * @param code frozen reason code
 * @param why one sentence for a person
 * @param findings what is wrong or why a person is asked, most important first
 * @param route the route that was chosen, and {@code routeRule} the rule that chose it
 * @param policyRule id of the rule that decided whose authority is needed
 * @param receipt what the run did, or had been done before
 * @param waiting present while {@code status} is WAITING
 * @param tokens spent on models
 * @param micros spent on models, in millionths of the accounting currency
 * @param container that the document came in, as the submitter says
 */
public record RunSummary(
        TenantId tenant,
        RunRef run,
        String agent,
        String name,
        String submitter,
        List<Fact> subject,
        @Nullable Money amount,
        RunStatus status,
        String outcome,
        String phase,
        String code,
        String why,
        List<Finding> findings,
        @Nullable String route,
        @Nullable String routeRule,
        @Nullable String policyRule,
        @Nullable Receipt receipt,
        @Nullable Waiting waiting,
        @Nullable Bundle bundle,
        long tokens,
        long micros,
        @Nullable Container container) {
    public RunSummary {
        subject = List.copyOf(subject);
        findings = List.copyOf(findings);
    }

    /** Of what came in no container. */
    public RunSummary(
            TenantId tenant,
            RunRef run,
            String agent,
            String name,
            String submitter,
            List<Fact> subject,
            @Nullable Money amount,
            RunStatus status,
            String outcome,
            String phase,
            String code,
            String why,
            List<Finding> findings,
            @Nullable String route,
            @Nullable String routeRule,
            @Nullable String policyRule,
            @Nullable Receipt receipt,
            @Nullable Waiting waiting,
            @Nullable Bundle bundle,
            long tokens,
            long micros) {
        this(
                tenant,
                run,
                agent,
                name,
                submitter,
                subject,
                amount,
                status,
                outcome,
                phase,
                code,
                why,
                findings,
                route,
                routeRule,
                policyRule,
                receipt,
                waiting,
                bundle,
                tokens,
                micros,
                null);
    }

    /**
     * What a run waits for.
     *
     * @param role of who may unblock it
     * @param intent what consent would allow; absent when there is nothing to consent to, and a person can only mend what
     *     is wrong and have it rechecked, or deny
     * @param until when it stops waiting
     * @param steps that the run had taken when it asked; another number for each request of a run
     */
    public record Waiting(String role, @Nullable Digest intent, Instant until, int steps) {

        /** What a person's statement answers: this request of a run, and no earlier or later one. */
        public Digest request() {
            return CanonicalJson.digest(this);
        }
    }

    /** The same about something else. */
    public RunSummary about(List<Fact> otherSubject, @Nullable Money otherAmount) {
        return new RunSummary(
                tenant,
                run,
                agent,
                name,
                submitter,
                otherSubject,
                otherAmount,
                status,
                outcome,
                phase,
                code,
                why,
                findings,
                route,
                routeRule,
                policyRule,
                receipt,
                waiting,
                bundle,
                tokens,
                micros,
                container);
    }

    /** The same run by a bundle. */
    public RunSummary by(Bundle its) {
        return new RunSummary(
                tenant,
                run,
                agent,
                name,
                submitter,
                subject,
                amount,
                status,
                outcome,
                phase,
                code,
                why,
                findings,
                route,
                routeRule,
                policyRule,
                receipt,
                waiting,
                its,
                tokens,
                micros,
                container);
    }

    public String workflowId() {
        return run.workflowId();
    }

    /** In one line. */
    public RunResult result() {
        return new RunResult(status, outcome, code, why, route, receipt, amount);
    }
}
