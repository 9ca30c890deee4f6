package dev.ratchet.activities.documents;

/**
 * A rule that a document breaks, as its validator tells it.
 *
 * @param rule the rule's id; empty for the schema's
 * @param path XPath of the element; empty for the schema's
 * @param line of the file, from 1; 0 or below where it is not known
 * @param text the rule's own words; empty for the schema's, because they quote the document
 */
record Breach(String rule, String path, int line, String text) {}
