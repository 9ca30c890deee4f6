package dev.ratchet.activities.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.documents.OfficialRules.Syntax;
import dev.ratchet.activities.documents.Refusal.RefusedException;
import dev.ratchet.workflows.contract.DocumentReading.Unreadable;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.InvoiceFacts.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in, what they are out: by content alone, without any file name, and never by an exception, whatever they hold.
 * May be shared between threads.
 */
public final class DocumentReader {
    /** Most bytes of a document. */
    public static final int MOST_BYTES = 20 << 20;

    /** Most characters of a text or a text layer; a thousand pages of an invoice. */
    public static final int MOST_CHARACTERS = 500_000;

    /** Most lines of an invoice. */
    public static final int MOST_LINES = 5_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a document is. */
    public sealed interface Read {}

    /** @param findings every one, uncapped; empty when arithmetic and EN 16931 have nothing against it */
    public record Structured(Invoice invoice, List<Finding> findings) implements Read {
        public Structured {
            findings = List.copyOf(findings);
        }
    }

    /** @param text with {@code \n} line ends */
    public record Text(String text, Source source) implements Read {}

    public record Refused(Unreadable unreadable) implements Read {}

    private final OfficialRules rules;

    public DocumentReader(OfficialRules rules) {
        this.rules = rules;
    }

    /** What a document of this size is told without looking into it. */
    static Refused tooLarge() {
        return new Refused(Refusal.TOO_LARGE.with((MOST_BYTES >> 20) + " MB"));
    }

    public Read read(byte[] bytes) {
        try {
            return sniffed(bytes);
        } catch (RefusedException e) {
            return new Refused(e.unreadable());
        }
    }

    private Read sniffed(byte[] bytes) throws RefusedException {
        if (bytes.length == 0) {
            throw Refusal.EMPTY.refuse();
        }
        if (bytes.length > MOST_BYTES) {
            return tooLarge();
        }
        Unreadable known = Signature.refusal(bytes);
        if (known != null) {
            return new Refused(known);
        }
        if (Signature.isPdf(bytes)) {
            return pdf(bytes);
        }
        return Xml.looksLikeXml(bytes) ? markup(bytes) : text(bytes);
    }

    private Read markup(byte[] bytes) throws RefusedException {
        String head = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        if (head.contains("<!doctype html") || head.contains("<html")) {
            throw Refusal.HTML.refuse();
        }
        Xml.Document document = Xml.parse(bytes, this::rules);
        return structured(document, document.root().name.equals("CrossIndustryInvoice") ? Source.CII : Source.UBL);
    }

    private @Nullable RuleCheck rules(XmlElement root) {
        Syntax syntax = syntax(root);
        return syntax == null ? null : rules.begin(syntax);
    }

    /** Which e-invoice this is; absent when it is none. */
    static @Nullable Syntax syntax(XmlElement root) {
        if (Ubl.isInvoice(root)) {
            return Syntax.UBL_INVOICE;
        }
        if (Ubl.isCreditNote(root)) {
            return Syntax.UBL_CREDIT_NOTE;
        }
        return Cii.isInvoice(root) ? Syntax.CII : null;
    }

    private static Read structured(Xml.Document document, Source source) throws RefusedException {
        XmlElement root = document.root();
        RuleCheck check = document.check();
        if (check == null) {
            throw Refusal.XML_UNKNOWN.refuse(root.name.length() > 60 ? root.name.substring(0, 60) : root.name);
        }
        return checked(Cii.isInvoice(root) ? Cii.read(root, source) : Ubl.read(root, source), check);
    }

    /** The official rules cost most, so a document that does not even add up never reaches them. */
    private static Read checked(Parsed parsed, RuleCheck check) {
        List<Finding> findings = new ArrayList<>(parsed.findings());
        findings.addAll(Arithmetic.check(parsed.invoice()));
        if (findings.isEmpty()) {
            findings.addAll(OfficialRules.findings(check));
        }
        return new Structured(parsed.invoice(), findings);
    }

    private Read pdf(byte[] bytes) throws RefusedException {
        Pdf.Content content = Pdf.read(bytes, this::rules);
        List<Xml.Document> invoices = content.invoices();
        if (invoices.size() > 1) {
            throw Refusal.PDF_MANY_INVOICES.refuse(invoices.size());
        }
        if (invoices.size() == 1) {
            return structured(invoices.get(0), Source.FACTUR_X);
        }
        return bounded(content.text(), Source.PDF_TEXT);
    }

    private static Read text(byte[] bytes) throws RefusedException {
        String text = PlainText.decode(bytes);
        if (text == null) {
            throw Refusal.BINARY.refuse();
        }
        if (text.isBlank()) {
            throw Refusal.EMPTY.refuse();
        }
        if (isJson(text)) {
            throw Refusal.JSON.refuse();
        }
        return bounded(text, Source.TEXT);
    }

    private static Read bounded(String text, Source source) throws RefusedException {
        if (text.length() > MOST_CHARACTERS) {
            throw Refusal.TEXT_TOO_LONG.refuse(MOST_CHARACTERS);
        }
        return new Text(text, source);
    }

    private static boolean isJson(String text) {
        String bare = text.strip();
        if (!bare.startsWith("{") && !bare.startsWith("[")) {
            return false;
        }
        try {
            return !JSON.readTree(bare).isMissingNode();
        } catch (JsonProcessingException | RuntimeException e) {
            return false;
        }
    }
}
