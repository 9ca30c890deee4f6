package dev.ratchet.worker.library;

import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent.Kind;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.retrieval.Candidates.Ranked;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Query.Words;
import dev.ratchet.activities.retrieval.lucene.LucenePassageIndex;
import dev.ratchet.activities.retrieval.postgres.PostgresPassageIndex;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.TenantId;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** A process beside the workers that searches what they index, with an index in a folder of its own. */
public final class LibrarySearch implements AutoCloseable {
    private static final Words WORDS = new Words(Analysis.ENGLISH, 1.2, 0.75, 0.3);

    private final LucenePassageIndex lucene;
    private final PassageIndex postgres;

    public LibrarySearch(Path folder, Database database) {
        this.lucene = new LucenePassageIndex(
                folder, database, new PostgresExpiringContent(database, Kind.INDEX), List.of(Analysis.ENGLISH), null);
        this.postgres = new PostgresPassageIndex(database);
    }

    /** @param documents empty for all; at most {@link Query#DEEPEST} passages are found */
    public List<Ranked> inLucene(TenantId tenant, String text, List<String> documents) {
        return lucene.search(tenant, query(text, documents)).byWords();
    }

    /** @param documents empty for all */
    public List<Ranked> inPostgres(TenantId tenant, String text, List<String> documents) {
        return postgres.search(tenant, query(text, documents)).byWords();
    }

    private static Query query(String text, List<String> documents) {
        Scope scope = new Scope(documents, Collections.emptySortedMap());
        return new Query(text, List.of(), null, WORDS, scope, Query.DEEPEST);
    }

    @Override
    public void close() {
        lucene.close();
    }
}
