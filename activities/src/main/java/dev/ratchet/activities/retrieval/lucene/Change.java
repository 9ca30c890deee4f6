package dev.ratchet.activities.retrieval.lucene;

import java.util.List;
import org.apache.lucene.document.Document;

/**
 * What a document of the library has from now on.
 *
 * @param entries none when it is removed
 */
record Change(String document, List<Document> entries) {}
