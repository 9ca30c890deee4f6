package dev.ratchet.workflows.contract;

/**
 * What an effect left behind, by which it is found again.
 *
 * @param kind what it is, such as {@code entry}
 * @param id which one, such as {@code 12}
 */
public record Receipt(String kind, String id) {
    public Receipt {
        if (kind.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException("a receipt has a kind and an id");
        }
    }

    /** For a person: {@code entry 12}. */
    public String text() {
        return kind + " " + id;
    }
}
