package dev.ratchet.workflows.contract.evaluation;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Questions, and what people say of documents for each.
 *
 * @param cases 1 to {@link #MOST}, each under an id of its own
 */
public record EvaluationCases(List<Case> cases) {
    public static final int MOST = 5_000;

    public EvaluationCases {
        cases = cases == null ? List.of() : List.copyOf(cases);
        if (cases.isEmpty() || cases.size() > MOST) {
            throw new IllegalArgumentException("an evaluation has 1 to " + MOST + " questions, not " + cases.size());
        }
        TreeSet<String> ids = new TreeSet<>();
        for (Case each : cases) {
            if (!ids.add(each.id())) {
                throw new IllegalArgumentException("two questions have the id '" + each.id() + "'");
            }
        }
    }

    /**
     * @param id as the judgements know it, 1 to 60 characters
     * @param text of the question, 1 to {@link #MOST_TEXT} characters
     * @param grades by id of a document; above 0 it is relevant. Of answers: the documents that should be cited
     * @param abstain whether the library does not answer it; of answers only
     */
    public record Case(String id, String text, SortedMap<String, Integer> grades, boolean abstain) {
        public static final int MOST_TEXT = 2_000;

        public Case {
            grades = Collections.unmodifiableSortedMap(grades == null ? new TreeMap<>() : new TreeMap<>(grades));
            if (id == null || id.isBlank() || id.length() > 60) {
                throw new IllegalArgumentException("a question's id has 1 to 60 characters");
            }
            if (text == null || text.isBlank() || text.length() > MOST_TEXT) {
                throw new IllegalArgumentException(
                        "question '" + id + "' should have 1 to " + MOST_TEXT + " characters");
            }
        }

        /** Whether any document is relevant. */
        public boolean judged() {
            return grades.values().stream().anyMatch(grade -> grade > 0);
        }
    }
}
