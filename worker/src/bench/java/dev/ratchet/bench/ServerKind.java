package dev.ratchet.bench;

/** The kinds of Temporal server that are measured on, the most like production last. */
enum ServerKind {
    EMBEDDED("embedded, in memory"),
    DEV("real dev server, database file"),
    POSTGRESQL("real server on PostgreSQL");

    private final String label;

    ServerKind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
