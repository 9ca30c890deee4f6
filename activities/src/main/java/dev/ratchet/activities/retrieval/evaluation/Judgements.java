package dev.ratchet.activities.retrieval.evaluation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What people said of documents, for each query: the relevance file of TREC. A line is query, iteration, document and grade,
 * separated by white space; the iteration is not used.
 */
public final class Judgements {
    private final SortedMap<String, SortedMap<String, Integer>> grades;

    private Judgements(SortedMap<String, SortedMap<String, Integer>> grades) {
        this.grades = grades;
    }

    /** @throws IllegalArgumentException naming the line that is none, or that judges a document again and otherwise */
    public static Judgements read(String qrels) {
        SortedMap<String, SortedMap<String, Integer>> grades = new TreeMap<>();
        int number = 0;
        for (String line : qrels.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                add(grades, line.strip().split("\\s+"), number);
            }
        }
        return new Judgements(grades);
    }

    private static void add(SortedMap<String, SortedMap<String, Integer>> grades, String[] fields, int line) {
        if (fields.length != 4 || !fields[3].matches("-?[0-9]{1,3}")) {
            throw new IllegalArgumentException("line " + line + " is not: query, iteration, document, grade");
        }
        int grade = Integer.parseInt(fields[3]);
        Integer before =
                grades.computeIfAbsent(fields[0], query -> new TreeMap<>()).put(fields[2], grade);
        if (before != null && before != grade) {
            throw new IllegalArgumentException(
                    "line " + line + " judges " + fields[2] + " for query " + fields[0] + " again, with another grade");
        }
    }

    /** Relevant or not: every grade above 0 becomes 1, every other 0. */
    public Judgements binary() {
        SortedMap<String, SortedMap<String, Integer>> binary = new TreeMap<>();
        grades.forEach((query, documents) -> {
            SortedMap<String, Integer> of = new TreeMap<>();
            documents.forEach((document, grade) -> of.put(document, grade > 0 ? 1 : 0));
            binary.put(query, of);
        });
        return new Judgements(binary);
    }

    public SortedSet<String> queries() {
        return Collections.unmodifiableSortedSet(new java.util.TreeSet<>(grades.keySet()));
    }

    /** By document; empty when nobody judged anything for this query. */
    public SortedMap<String, Integer> of(String query) {
        return Collections.unmodifiableSortedMap(grades.getOrDefault(query, new TreeMap<>()));
    }
}
