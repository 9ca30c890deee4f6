/**
 * XML: the safe parser, and the readers of UBL and CII, which turn its elements into one invoice. No official rule may
 * enter; rules receive the parser's events through {@link dev.ratchet.activities.documents.xml.XmlListener}.
 */
@NullMarked
package dev.ratchet.activities.documents.xml;

import org.jspecify.annotations.NullMarked;
