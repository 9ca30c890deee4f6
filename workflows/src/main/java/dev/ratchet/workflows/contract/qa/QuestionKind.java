package dev.ratchet.workflows.contract.qa;

/** What sort of question it is, by its form alone. */
public enum QuestionKind {
    /** Asks what a thing is or means. */
    DEFINITION,
    /** Asks for a number, an amount, a length of time or a date. */
    NUMBER,
    /** Any other question. */
    OPEN,
    /** No question: it asks for something to be done. */
    TASK
}
