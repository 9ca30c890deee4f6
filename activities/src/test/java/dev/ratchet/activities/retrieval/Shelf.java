package dev.ratchet.activities.retrieval;

import dev.ratchet.activities.retrieval.Candidates.Ranked;
import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Query.Words;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small documents for tests, whose passages are given as texts. */
public final class Shelf {
    public static final TenantId ACME = new TenantId("acme");
    public static final TenantId OTHER = new TenantId("other");
    public static final Words WORDS = new Words(Analysis.ENGLISH, 1.2, 0.75, 0.5);

    private Shelf() {}

    public static String id(int document) {
        return String.format("%016x", document);
    }

    public static DocumentVersion version(int document, int version) {
        return new DocumentVersion(id(document), version, Digest.of(document + "/" + version));
    }

    public static List<Indexed> passages(DocumentVersion version, String... texts) {
        return passages(version, new TreeMap<>(), texts);
    }

    public static List<Indexed> passages(DocumentVersion version, SortedMap<String, String> metadata, String... texts) {
        List<Indexed> passages = new ArrayList<>();
        int start = 0;
        for (String text : texts) {
            int number = passages.size() + 1;
            passages.add(new Indexed(
                    new Passage(version, number, 0, "", start, start + text.length(), Digest.of(text)),
                    text,
                    metadata));
            start += text.length() + 1;
        }
        return passages;
    }

    public static Query query(String text) {
        return query(text, Scope.ALL);
    }

    public static Query query(String text, Scope scope) {
        return new Query(text, List.of(), null, WORDS, scope, 100);
    }

    public static List<String> ids(List<Ranked> ranked) {
        return ranked.stream().map(each -> each.passage().id()).toList();
    }
}
