package dev.ratchet.activities.retrieval.postgres;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.retrieval.Candidates;
import dev.ratchet.activities.retrieval.Candidates.Ranked;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Rows, ranked by {@code ts_rank_cd}: cover density, which prefers passages that have the words close together. It knows no k1, no
 * b and no rarity of words; a heading's words count more by a fixed weight, and the weights of further words are not used.
 */
public final class PostgresPassageIndex implements PassageIndex {
    /** A logarithm of the length divides the rank, which is then brought below 1; PostgreSQL 18 manual, 12.3.3. */
    private static final int NORMALISATION = 1 | 32;

    /** Words beyond that of one position, or longer than 2 KB, are no words of a language; a tsvector holds 1 MB. */
    private static final int MOST_CHARACTERS = 200_000;

    private final Jdbi jdbi;
    private final Database database;

    public PostgresPassageIndex(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    @Override
    public void put(TenantId tenant, DocumentVersion version, List<Indexed> passages) {
        List<Indexed> all = Indexed.requireOf(version, passages);
        jdbi.useTransaction(handle -> {
            nextGeneration(handle, tenant);
            remove(handle, tenant, version.document());
            if (all.isEmpty()) {
                return;
            }
            PreparedBatch rows = handle.prepareBatch("""
                    INSERT INTO passage (tenant, document, number, place, metadata, english, german, standard)
                    VALUES (:tenant, :document, :number, :place, :metadata::jsonb,
                        setweight(to_tsvector('english', :heading), 'A') || to_tsvector('english', :text),
                        setweight(to_tsvector('german', :heading), 'A') || to_tsvector('german', :text),
                        setweight(to_tsvector('simple', :heading), 'A') || to_tsvector('simple', :text))""");
            for (Indexed each : all) {
                rows.bind("tenant", tenant.value())
                        .bind("document", version.document())
                        .bind("number", each.passage().number())
                        .bind("place", Json.write(each.passage()))
                        .bind("metadata", Json.write(each.metadata()))
                        .bind("heading", storable(each.passage().heading()))
                        .bind("text", storable(each.text()))
                        .add();
            }
            rows.execute();
        });
    }

    /** PostgreSQL has no NUL in texts. */
    private static String storable(String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARACTERS)).replace('\0', ' ');
    }

    @Override
    public void delete(TenantId tenant, String document) {
        jdbi.useTransaction(handle -> {
            if (remove(handle, tenant, document) > 0) {
                nextGeneration(handle, tenant);
            }
        });
    }

    private static int remove(Handle handle, TenantId tenant, String document) {
        return handle.createUpdate("DELETE FROM passage WHERE tenant = :tenant AND document = :document")
                .bind("tenant", tenant.value())
                .bind("document", document)
                .execute();
    }

    /** First of all statements that write: those of one tenant follow each other. */
    private static void nextGeneration(Handle handle, TenantId tenant) {
        handle.createUpdate("""
                        INSERT INTO passage_generation AS known (tenant, generation) VALUES (:tenant, 1)
                        ON CONFLICT (tenant) DO UPDATE SET generation = known.generation + 1""").bind("tenant", tenant.value()).execute();
    }

    @Override
    public Candidates search(TenantId tenant, Query query) {
        return database.snapshot(handle -> {
            long generation = generation(handle, tenant);
            return generation == 0
                    ? Candidates.NONE
                    : new Candidates(byWords(handle, tenant, query), List.of(), false, generation);
        });
    }

    private static List<Ranked> byWords(Handle handle, TenantId tenant, Query query) {
        String language = switch (query.words().analysis()) {
            case ENGLISH -> "english";
            case GERMAN -> "german";
            case STANDARD -> "simple";
        };
        String limits = (query.scope().documents().isEmpty() ? "" : " AND document = ANY (:documents)")
                + (query.scope().metadata().isEmpty() ? "" : " AND metadata @> :metadata::jsonb");
        var search = handle.createQuery("""
                        WITH asked AS (
                            SELECT string_agg('''' || replace(replace(lexeme, chr(92), chr(92) || chr(92)), '''', '''''') || '''', ' | ')::tsquery AS words
                            FROM unnest(to_tsvector(:language::regconfig, :text)))
                        SELECT place, ts_rank_cd(<column>, asked.words, :normalisation) AS score
                        FROM passage, asked
                        WHERE tenant = :tenant AND <column> @@ asked.words <limits>
                        ORDER BY score DESC, document, number LIMIT :depth""")
                .bind("language", language)
                .define("column", query.words().analysis().label())
                .define("limits", limits)
                .bind("text", storable(text(query)))
                .bind("normalisation", NORMALISATION)
                .bind("tenant", tenant.value())
                .bind("depth", query.depth());
        if (!query.scope().documents().isEmpty()) {
            search.bindArray("documents", String.class, query.scope().documents());
        }
        if (!query.scope().metadata().isEmpty()) {
            search.bind("metadata", Json.write(query.scope().metadata()));
        }
        return search.map((row, context) ->
                        new Ranked(Json.read(row.getString("place"), Passage.class), row.getDouble("score")))
                .list();
    }

    private static String text(Query query) {
        return Stream.concat(Stream.of(query.text()), query.more().stream().map(Query.Weighted::word))
                .collect(Collectors.joining(" "));
    }

    @Override
    public long generation(TenantId tenant) {
        return jdbi.withHandle(handle -> generation(handle, tenant));
    }

    private static long generation(Handle handle, TenantId tenant) {
        return handle.createQuery("SELECT generation FROM passage_generation WHERE tenant = :tenant")
                .bind("tenant", tenant.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }
}
