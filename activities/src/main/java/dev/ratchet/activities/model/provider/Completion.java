package dev.ratchet.activities.model.provider;

/** What a model said, and how it came to an end. UNTRUSTED text in every case. */
public sealed interface Completion {

    /** As received; empty when the provider sent none. */
    String text();

    /** The model's own name for itself, as the provider reports it. */
    String model();

    /** As the provider counted. */
    Tokens tokens();

    /** Whether the provider counted: every model has read something, and one that said something has written it. */
    default boolean isCounted() {
        return tokens().input() > 0 && (tokens().output() > 0 || text().isEmpty());
    }

    /** The model came to its own end. */
    record Complete(String text, String model, Tokens tokens) implements Completion {}

    /** The token limit came first: the text lacks its end, and nobody may guess it. */
    record CutOff(String text, String model, Tokens tokens) implements Completion {}

    /** The provider's content filter or the model itself declined. */
    record Filtered(String text, String model, Tokens tokens) implements Completion {}
}
