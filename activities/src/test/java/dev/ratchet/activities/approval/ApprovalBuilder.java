package dev.ratchet.activities.approval;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Makes signed approvals for tests: a good one for an hour, of a clerk, with one or more things changed. */
public final class ApprovalBuilder {
    private final String approver;
    private TenantId tenant;
    private String workflowId;
    private Digest intent;
    private String id = UUID.randomUUID().toString();
    private String role = "clerk";
    private String submitter = "sub";
    private Duration validFor = Duration.ofHours(1);

    public ApprovalBuilder(TenantId tenant, RunRef run, Digest intent, String approver) {
        this.tenant = tenant;
        this.workflowId = run.workflowId();
        this.intent = intent;
        this.approver = approver;
    }

    public ApprovalBuilder tenant(TenantId other) {
        tenant = other;
        return this;
    }

    public ApprovalBuilder workflowId(String other) {
        workflowId = other;
        return this;
    }

    public ApprovalBuilder intent(Digest other) {
        intent = other;
        return this;
    }

    public ApprovalBuilder id(String other) {
        id = other;
        return this;
    }

    public ApprovalBuilder role(String other) {
        role = other;
        return this;
    }

    public ApprovalBuilder submitter(String other) {
        submitter = other;
        return this;
    }

    public ApprovalBuilder validFor(Duration other) {
        validFor = other;
        return this;
    }

    public Approval signedWith(ApprovalKeys keys) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return keys.sign(new Approval(
                tenant, id, workflowId, intent, approver, role, submitter, now, now.plus(validFor), "", ""));
    }
}
