package dev.ratchet.activities.documents.rules;

/**
 * A rule that a document breaks, as the validator reports it. A violation of the schema has a line only.
 *
 * @param rule the rule's id; empty for the schema
 * @param path XPath of the element; empty for the schema
 * @param line of the file, from 1; 0 or below when it is unknown
 * @param text the rule's own text; empty for the schema, because its text quotes the document
 */
record RuleViolation(String rule, String path, int line, String text) {}
