package dev.ratchet.activities.documents;

import dev.ratchet.activities.documents.Refusal.RefusedException;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The one XML parser: no document type, no entity, no other file, bounded depth and number of elements. It reads a document
 * once; who else wants to see it sees it meanwhile.
 */
final class Xml {
    static final int MOST_DEPTH = 48;
    static final int MOST_ELEMENTS = 400_000;

    private static final Parsers PARSERS = new Parsers();

    private Xml() {}

    /**
     * A document that was parsed.
     *
     * @param check what the official rules have seen of it; absent where nobody called them
     */
    record Document(XmlElement root, @Nullable RuleCheck check) {}

    /** Whether these bytes, in any of the encodings XML allows without declaration, begin like markup. */
    static boolean looksLikeXml(byte[] bytes) {
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

    static XmlElement parse(byte[] bytes) throws RefusedException {
        return parse(bytes, root -> null).root();
    }

    /**
     * A document that can be parsed while no rules watch is not broken: then what went wrong is theirs, and thrown.
     *
     * @param rules is given the root, still without content, and says which rules watch the document be parsed, if any; what
     *     it throws is thrown
     */
    static Document parse(byte[] bytes, Function<XmlElement, @Nullable RuleCheck> rules) throws RefusedException {
        XmlBuilder builder = new XmlBuilder(rules);
        try {
            PARSERS.parse(bytes, builder);
            return builder.document();
        } catch (SAXParseException e) {
            throw broken(e.getLineNumber());
        } catch (IOException e) {
            throw broken(builder.line());
        } catch (RuntimeException e) {
            if (builder.watched()) {
                parse(bytes);
                throw e;
            }
            throw broken(builder.line());
        } catch (SAXException e) {
            if (e.getException() instanceof RefusedException refused) {
                throw refused;
            }
            if (e.getException() instanceof RuntimeException ofRules) {
                throw ofRules;
            }
            throw new IllegalStateException("a document could not be shown to the official rules", e);
        }
    }

    private static RefusedException broken(int line) {
        return Refusal.XML_BROKEN.refuse(Math.max(1, line));
    }

    /** Whether an element of this local name holds an embedded file, in either syntax. */
    static boolean isAttachment(String name) {
        return name.contains("Binary");
    }
}
