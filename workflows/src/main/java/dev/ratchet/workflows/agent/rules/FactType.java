package dev.ratchet.workflows.agent.rules;

/** Types of the facts that rules speak about; whole numbers only, so that money has no fractions. */
public enum FactType {
    TEXT,
    NUMBER,
    FLAG
}
