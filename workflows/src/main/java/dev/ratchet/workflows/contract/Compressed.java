package dev.ratchet.workflows.contract;

/** What is compressed on its way into a history: answers for whole groups, whose documents have nearly all words in common. */
public interface Compressed {}
