package dev.ratchet.activities.effect;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.EffectActivities.AlreadyDone;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The log of effects as one transaction sees it: what was performed before, and what it has performed itself so far.
 */
final class EffectLog {
    private static final String LOCK = "SELECT * FROM lock_effects(CAST(:asked AS json))";

    private static final String INSERT = """
            INSERT INTO effect (tenant, intent, kind, business_key, workflow_id, run_id, authority, receipt_kind,
                receipt_id, permission, at)
            SELECT tenant, intent, kind, business_key, workflow_id, run_id, authority, receipt_kind, receipt_id,
                permission, clock_timestamp()
            FROM json_populate_recordset(NULL::effect, CAST(:effects AS json))""";

    private static final String CONSUME = """
            ;
            INSERT INTO authorization_use (tenant, approval, intent)
            SELECT tenant, approval, intent
            FROM json_populate_recordset(NULL::authorization_use, CAST(:uses AS json))""";

    private final Map<Key, Recorded> known;
    private final List<EffectRow> added = new ArrayList<>();
    private final List<UseRow> uses = new ArrayList<>();

    private EffectLog(Map<Key, Recorded> known) {
        this.known = known;
    }

    /** What can happen once only. As JSON its names are those of the columns. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Key(TenantId tenant, String kind, String businessKey) {
        static Key of(RequestedEffect effect) {
            return new Key(
                    effect.tenant(), effect.intent().kind(), effect.intent().businessKey());
        }
    }

    private record Recorded(Digest intent, RunRef run, Receipt receipt) {}

    /** Columns of {@code effect}. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record EffectRow(
            TenantId tenant,
            Digest intent,
            String kind,
            String businessKey,
            String workflowId,
            String runId,
            String authority,
            String receiptKind,
            String receiptId,
            String permission) {}

    /** Columns of {@code authorization_use}. */
    private record UseRow(TenantId tenant, String approval, Digest intent) {}

    /** Nobody else can log an effect under these business keys until the transaction ends. */
    static EffectLog lock(Handle handle, List<RequestedEffect> effects) {
        Map<Key, Recorded> known = new HashMap<>();
        List<Key> asked = effects.stream().map(Key::of).distinct().toList();
        try (Query query = handle.createQuery(LOCK)) {
            query.bind("asked", Json.write(asked))
                    .map((row, context) -> known.put(
                            new Key(
                                    new TenantId(row.getString("tenant")),
                                    row.getString("kind"),
                                    row.getString("business_key")),
                            new Recorded(
                                    new Digest(row.getString("intent")),
                                    new RunRef(row.getString("workflow_id"), row.getString("run_id")),
                                    new Receipt(row.getString("receipt_kind"), row.getString("receipt_id")))))
                    .list();
        }
        return new EffectLog(known);
    }

    /** What this request is answered from the log; null when nothing was performed under its business key. */
    @Nullable
    Result recorded(RequestedEffect effect) {
        Recorded recorded = known.get(Key.of(effect));
        if (recorded == null) {
            return null;
        }
        Receipt receipt = recorded.receipt();
        if (!recorded.intent().equals(effect.digest())) {
            return new Refused(
                    Refused.BUSINESS_KEY_TAKEN,
                    "'" + effect.intent().businessKey() + "' was performed before with other content, as "
                            + receipt.text(),
                    receipt);
        }
        return recorded.run().equals(effect.run()) ? new Done(receipt) : new AlreadyDone(receipt);
    }

    /** @param approvals ids of those that the effect consumes */
    void add(RequestedEffect effect, Receipt receipt, List<String> approvals) {
        known.put(Key.of(effect), new Recorded(effect.digest(), effect.run(), receipt));
        added.add(new EffectRow(
                effect.tenant(),
                effect.digest(),
                effect.intent().kind(),
                effect.intent().businessKey(),
                effect.run().workflowId(),
                effect.run().runId(),
                effect.authority(),
                receipt.kind(),
                receipt.id(),
                CanonicalJson.of(effect.request().permission())));
        approvals.forEach(id -> uses.add(new UseRow(effect.tenant(), id, effect.digest())));
    }

    /** Writes what was added, in one round trip. */
    void write(Handle handle) {
        if (added.isEmpty()) {
            return;
        }
        try (Update insert = handle.createUpdate(uses.isEmpty() ? INSERT : INSERT + CONSUME)) {
            insert.bind("effects", Json.write(added));
            if (!uses.isEmpty()) {
                insert.bind("uses", Json.write(uses));
            }
            insert.execute();
        }
    }
}
