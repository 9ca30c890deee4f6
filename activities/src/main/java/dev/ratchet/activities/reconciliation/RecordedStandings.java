package dev.ratchet.activities.reconciliation;

import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the database has of a tenant's runs. */
public interface RecordedStandings {

    /** Every run under each of these workflow ids; an id without a run is left out. */
    Map<String, List<RecordedState>> under(TenantId tenant, List<String> workflowIds);

    /** Workflow ids whose latest run has not ended by its record, which was changed since. */
    List<String> unfinished(TenantId tenant, Instant since);

    /** Runs with an effect since then, and no end of any run of theirs on record after it. */
    List<RunRef> performedWithoutEnd(TenantId tenant, Instant since);

    /** Those of these workflow ids under which the effect log has an effect, by whichever run; one walk through the log. */
    Set<String> performed(TenantId tenant, List<String> workflowIds);

    /** Runs whose request people are shown and that do not wait by their record. */
    List<RunRef> staleRequests(TenantId tenant);
}
