package dev.ratchet.activities.retrieval.configuration;

/** The implementations of {@link dev.ratchet.activities.retrieval.PassageIndex} that a configuration may name. */
public enum Engine {
    LUCENE,
    POSTGRESQL
}
