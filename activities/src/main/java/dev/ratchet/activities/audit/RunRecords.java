package dev.ratchet.activities.audit;

import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.TenantId;
import java.util.List;
import java.util.Optional;

/** Every run's account and steps. */
public interface RunRecords {

    /** Idempotent, see {@link dev.ratchet.workflows.contract.AuditActivities#record}. */
    default void record(Account account) {
        recordAll(List.of(account));
    }

    /** Each as alone, in this order, in one transaction. */
    void recordAll(List<Account> accounts);

    /** The latest run under each of these workflow ids, as far as there is one, without its steps. */
    List<Account> latest(TenantId tenant, List<String> workflowIds);

    /** The latest {@code most} runs by their last change, newest first, without their steps. */
    List<Account> latest(TenantId tenant, int most);

    /** The latest run under this workflow id, with all its steps. */
    Optional<Account> find(TenantId tenant, String workflowId);
}
