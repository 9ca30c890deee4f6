package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** How much of it is read of JSON that a model, a person or the network wrote. Its bytes are bounded by whoever receives it. */
public final class ForeignJson {
    /** Lists and objects inside each other, the outermost included. */
    public static final int NESTING = 64;

    /** Brackets, names and values. */
    public static final int TOKENS = 200_000;

    /** In digits. Amounts have 18. */
    private static final int NUMBER = 100;

    /** In characters. */
    private static final int NAME = 1_000;

    private ForeignJson() {}

    /** Of its parsers, each throws {@link com.fasterxml.jackson.core.exc.StreamConstraintsException} where a bound is exceeded. */
    public static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(NESTING)
                        .maxTokenCount(TOKENS)
                        .maxNumberLength(NUMBER)
                        .maxNameLength(NAME)
                        .build())
                .build();
    }
}
