package dev.ratchet.activities.effect;

import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import dev.ratchet.workflows.contract.effect.EffectDescription;
import dev.ratchet.workflows.contract.effect.Intent;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Performs effects in PostgreSQL, together with the log of them. */
public final class PostgresEffects implements Effects {
    private final Jdbi jdbi;
    private final AuthorizationCheck.Keys keys;
    private final SortedMap<String, EffectKind> kinds = new TreeMap<>();

    /**
     * @param keys whose word counts
     * @param kinds all that can be performed, each under a name of its own
     */
    public PostgresEffects(Database database, AuthorizationCheck.Keys keys, List<EffectKind> kinds) {
        this.jdbi = database.jdbi();
        this.keys = keys;
        for (EffectKind kind : kinds) {
            if (this.kinds.put(kind.name(), kind) != null) {
                throw new IllegalArgumentException("there are two kinds of effect named '" + kind.name() + "'");
            }
        }
    }

    @Override
    public List<Result> performAll(List<Request> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        List<RequestedEffect> effects = requests.stream().map(this::requested).toList();
        return jdbi.inTransaction(
                handle -> EffectTransaction.begin(handle, keys, effects).perform());
    }

    @Override
    public EffectDescription describe(Intent intent) {
        return kind(intent).describe(intent);
    }

    private RequestedEffect requested(Request request) {
        return new RequestedEffect(
                request, kind(request.intent()), request.intent().digest());
    }

    private EffectKind kind(Intent intent) {
        EffectKind kind = kinds.get(intent.kind());
        if (kind == null) {
            throw new IllegalArgumentException(
                    "there is no kind of effect named '" + intent.kind() + "'; there are " + kinds.keySet());
        }
        return kind;
    }
}
