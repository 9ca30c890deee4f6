package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.documents.xml.Xml;
import dev.ratchet.activities.library.extraction.Refusal.Abandoned;
import dev.ratchet.activities.library.extraction.Refusal.Refused;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/** Takes the events of one XML part within the limits. A document type and whatever is outside of the part are refused. */
abstract class OfficeHandler extends DefaultHandler2 {
    private final ReadingLimits limits;
    private final ReadingLimits.Clock clock;
    private int depth;
    private int elements;

    OfficeHandler(ReadingLimits limits, ReadingLimits.Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    abstract void begin(String name, Attributes attributes) throws Refused;

    abstract void end(String name) throws Refused;

    void text(char[] characters, int start, int length) {}

    final void read(InputStream part) throws IOException, Refused {
        try {
            Xml.stream(part, this);
        } catch (Abandoned e) {
            throw e.refused();
        } catch (SAXException e) {
            throw e.getException() instanceof Abandoned refused
                    ? refused.refused()
                    : Refusal.OFFICE_BROKEN.because("its XML");
        }
    }

    /** Of an attribute by its local name. */
    static @Nullable String value(Attributes attributes, String name) {
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.getLocalName(i).equals(name)) {
                return attributes.getValue(i);
            }
        }
        return null;
    }

    @Override
    public final void startElement(String uri, String name, String qualified, Attributes attributes) {
        try {
            clock.tick();
            if (++elements > limits.elements() || ++depth > limits.depth()) {
                throw Refusal.OFFICE_TOO_LARGE.because(
                        limits.elements() + " elements, " + limits.depth() + " inside each other, at most");
            }
            begin(name, attributes);
        } catch (Refused e) {
            throw new Abandoned(e);
        }
    }

    @Override
    public final void endElement(String uri, String name, String qualified) {
        try {
            depth--;
            end(name);
        } catch (Refused e) {
            throw new Abandoned(e);
        }
    }

    @Override
    public final void characters(char[] characters, int start, int length) {
        text(characters, start, length);
    }

    @Override
    public final void startDTD(String name, @Nullable String publicId, @Nullable String systemId) {
        throw new Abandoned(Refusal.OFFICE_DOCTYPE.because());
    }

    @Override
    public final InputSource resolveEntity(
            @Nullable String name, @Nullable String publicId, @Nullable String base, String systemId) {
        throw new Abandoned(Refusal.OFFICE_DOCTYPE.because());
    }
}
