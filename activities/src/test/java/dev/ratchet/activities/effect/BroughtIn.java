package dev.ratchet.activities.effect;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import dev.ratchet.workflows.contract.effect.EffectDescription;
import dev.ratchet.workflows.contract.effect.Intent;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Effects of runs whose documents somebody, who approves nothing, brought in. */
public final class BroughtIn implements Effects {
    private static final String RECORD = """
            INSERT INTO uploader (tenant, digest, person, at)
            SELECT tenant, digest, 'the-clerk', clock_timestamp()
            FROM json_populate_recordset(NULL::uploader, CAST(:uploads AS json)) ON CONFLICT DO NOTHING""";

    private final Effects effects;
    private final Database database;
    private final List<EffectKind> kinds;

    public BroughtIn(Effects effects, Database database, List<EffectKind> kinds) {
        this.effects = effects;
        this.database = database;
        this.kinds = kinds;
    }

    private record Upload(String tenant, String digest) {}

    @Override
    public List<Result> performAll(List<Request> requests) {
        record(requests);
        return effects.performAll(requests);
    }

    /** Puts on record who brought in what these requests are about; in one order, so that two never wait for each other. */
    public void record(List<Request> requests) {
        List<Upload> uploads = requests.stream()
                .flatMap(request -> Stream.concat(intake(request.run()), documents(request.intent()))
                        .map(digest -> new Upload(request.tenant().value(), digest)))
                .distinct()
                .sorted(Comparator.comparing(Upload::tenant).thenComparing(Upload::digest))
                .toList();
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(RECORD)
                        .bind("uploads", Json.write(uploads))
                        .execute());
    }

    private static Stream<String> intake(RunRef run) {
        String last = run.workflowId().substring(run.workflowId().lastIndexOf('/') + 1);
        return last.matches("[0-9a-f]{64}") ? Stream.of(last) : Stream.empty();
    }

    private Stream<String> documents(Intent intent) {
        try {
            return kinds.stream()
                    .filter(kind -> kind.name().equals(intent.kind()))
                    .map(kind -> kind.documents(intent))
                    .flatMap(Set::stream)
                    .map(Digest::hex);
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    @Override
    public EffectDescription describe(Intent intent) {
        return effects.describe(intent);
    }
}
