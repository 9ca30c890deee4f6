package dev.ratchet.activities.documents.rules;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;

/**
 * Makes a compiled Schematron faster without changing its findings: it removes what can lead to no finding. That is
 * about seven in ten of the assertions of EN 16931, which only warn. {@code trim-schematron.xsl} says what is removed
 * and why.
 */
final class SchematronTrimmer {
    private SchematronTrimmer() {}

    /**
     * @param schematron a stylesheet that reports in SVRL
     * @return the stylesheet to run, a tree of {@code saxon}
     */
    static XdmNode trim(Processor saxon, InputStream schematron) throws SaxonApiException, IOException {
        try (InputStream trimming =
                Objects.requireNonNull(SchematronTrimmer.class.getResourceAsStream("trim-schematron.xsl"))) {
            XdmDestination trimmed = new XdmDestination();
            saxon.newXsltCompiler()
                    .compile(new StreamSource(trimming))
                    .load30()
                    .transform(new StreamSource(schematron), trimmed);
            return trimmed.getXdmNode();
        }
    }
}
