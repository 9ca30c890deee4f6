package dev.ratchet.activities.model;

/** What a model said, and how it came to an end. UNTRUSTED text in every case. */
public sealed interface Completion {

    /** As received; empty when the provider sent none. */
    String text();

    /** The model's own name for itself, as the provider reports it. */
    String model();

    /** Tokens read, 0 when the provider does not count. */
    long inputTokens();

    /** Tokens written, 0 when the provider does not count. */
    long outputTokens();

    /** The model came to its own end. */
    record Complete(String text, String model, long inputTokens, long outputTokens) implements Completion {}

    /** The token limit came first: the text lacks its end, and nobody may guess it. */
    record CutOff(String text, String model, long inputTokens, long outputTokens) implements Completion {}

    /** The provider's content filter or the model itself declined. */
    record Filtered(String text, String model, long inputTokens, long outputTokens) implements Completion {}
}
