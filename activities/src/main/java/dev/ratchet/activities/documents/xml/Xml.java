package dev.ratchet.activities.documents.xml;

import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * The only XML parser. It allows no document type, no entity and no other file, and it limits the depth, the number of
 * elements and the number of different names. It reads each document once; a listener can receive the document's events during that one pass.
 */
public final class Xml {
    static final int MOST_DEPTH = 48;
    static final int MOST_ELEMENTS = 400_000;

    /** Different names of elements and attributes. A parser keeps each for some time. */
    static final int MOST_NAMES = 2_000;

    private static final ParserPool PARSERS = new ParserPool();

    private Xml() {}

    /**
     * A document that was parsed.
     *
     * @param listener the listener that received its events; absent when there was none
     */
    public record Document<L extends XmlListener>(
            XmlElement root, @Nullable L listener) {}

    /** Whether these bytes begin as XML does, in any encoding that XML allows without a declaration. */
    public static boolean looksLikeXml(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 512); i++) {
            int b = bytes[i] & 0xFF;
            if (b == '<') {
                return true;
            }
            boolean markOrSpace = b == 0 || b == 0xEF || b == 0xBB || b == 0xBF || b == 0xFE || b == 0xFF || b == 0x20;
            if (!markOrSpace && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return false;
    }

    public static XmlElement parse(byte[] bytes) throws RefusedException {
        return Xml.<XmlListener>parse(bytes, root -> null).root();
    }

    /**
     * Parses a document and sends its events to a listener. After an unexpected exception, the document is parsed again
     * without the listener. If that succeeds, the document is not broken and the listener failed: its exception is
     * thrown.
     *
     * @param choice receives the root, still without content, and returns the listener, or null for none; its
     *     exceptions are thrown unchanged
     */
    public static <L extends XmlListener> Document<L> parse(byte[] bytes, Function<XmlElement, @Nullable L> choice)
            throws RefusedException {
        XmlBuilder<L> builder = new XmlBuilder<>(choice);
        try {
            PARSERS.parse(bytes, builder);
            return builder.document();
        } catch (SAXParseException e) {
            throw broken(e.getLineNumber());
        } catch (IOException e) {
            throw broken(builder.line());
        } catch (RuntimeException e) {
            if (builder.hasListener()) {
                parse(bytes);
                throw e;
            }
            throw broken(builder.line());
        } catch (SAXException e) {
            if (e.getException() instanceof RefusedException refused) {
                throw refused;
            }
            if (e.getException() instanceof RuntimeException ofListener) {
                throw ofListener;
            }
            throw new IllegalStateException("a document could not be shown to the official rules", e);
        }
    }

    /**
     * Sends the events of a document to a handler and keeps none of them. The handler bounds what it takes, and refuses a document
     * type and every external entity.
     *
     * @throws SAXException from the handler, or a {@link SAXParseException} where the document is not well-formed
     */
    public static void stream(InputStream xml, DefaultHandler2 handler) throws IOException, SAXException {
        PARSERS.parse(xml, handler);
    }

    private static RefusedException broken(int line) {
        return Refusal.XML_BROKEN.refuse(Math.max(1, line));
    }

    /** Whether an element with this local name holds an embedded file, in UBL or CII. */
    public static boolean isAttachment(String name) {
        return name.contains("Binary");
    }
}
