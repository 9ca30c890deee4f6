package dev.ratchet.activities.documents;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;

/**
 * Makes a compiled Schematron cheaper and leaves its verdicts as they are: what can lead to no finding is taken out, such as
 * some seven in ten of the assertions of EN 16931, which only warn. {@code findings-only.xsl} says what and why.
 */
final class FindingsOnly {
    private FindingsOnly() {}

    /**
     * @param schematron a stylesheet that reports in SVRL
     * @return the stylesheet to run, a tree of {@code saxon}
     */
    static XdmNode of(Processor saxon, InputStream schematron) throws SaxonApiException, IOException {
        try (InputStream trimming =
                Objects.requireNonNull(FindingsOnly.class.getResourceAsStream("findings-only.xsl"))) {
            XdmDestination trimmed = new XdmDestination();
            saxon.newXsltCompiler()
                    .compile(new StreamSource(trimming))
                    .load30()
                    .transform(new StreamSource(schematron), trimmed);
            return trimmed.getXdmNode();
        }
    }
}
