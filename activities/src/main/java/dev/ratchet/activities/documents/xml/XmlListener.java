package dev.ratchet.activities.documents.xml;

import org.xml.sax.ContentHandler;
import org.xml.sax.ext.LexicalHandler;

/** Receives the events of one document while the document is parsed. */
public interface XmlListener {
    /** Receives every event from the root on. */
    ContentHandler events();

    /** Receives the comments. */
    LexicalHandler comments();

    /** The parser calls this after the last event of a well-formed document. */
    void completed();
}
