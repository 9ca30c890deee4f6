package dev.ratchet.workflows.contract;

/** Bounds on text that enters a history. */
final class Texts {
    private Texts() {}

    /** The text itself, or its first {@code most - 1} characters and an ellipsis. */
    static String upTo(int most, String text) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
