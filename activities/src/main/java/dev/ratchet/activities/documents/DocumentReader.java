package dev.ratchet.activities.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.documents.invoice.Arithmetic;
import dev.ratchet.activities.documents.invoice.Checked;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.pdf.PdfContent;
import dev.ratchet.activities.documents.pdf.PdfProcesses;
import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.documents.rules.OfficialRules.Syntax;
import dev.ratchet.activities.documents.rules.ProfileRules;
import dev.ratchet.activities.documents.rules.RuleCheck;
import dev.ratchet.activities.documents.xml.Cii;
import dev.ratchet.activities.documents.xml.Notes;
import dev.ratchet.activities.documents.xml.OtherDocuments;
import dev.ratchet.activities.documents.xml.ParsedInvoice;
import dev.ratchet.activities.documents.xml.Ubl;
import dev.ratchet.activities.documents.xml.Xml;
import dev.ratchet.activities.documents.xml.XmlElement;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.invoice.DocumentReading.Unreadable;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document. It decides by content alone, without a file name, what the bytes are. It never throws because of
 * the content: what it cannot read is a {@link Refused}. Threads may share one reader.
 *
 * <p>XML is read in this process, because its cost is bounded by the limits of {@link Xml} and {@link Invoice}. PDFs are
 * read in processes of their own, because the library has no such limits.
 */
public final class DocumentReader implements AutoCloseable {
    /** Most bytes of a document. */
    public static final int MOST_BYTES = 20 << 20;

    /** Most characters of a text, or of the text of a PDF: about a thousand pages of an invoice. */
    public static final int MOST_CHARACTERS = 500_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a document turned out to be. */
    public sealed interface Read {}

    /** @param checked without findings when every sum is right and the official rules of its profile find no fault */
    public record Structured(Invoice invoice, Checked checked) implements Read {
        /** Why the document is refused: all of them, without a limit. */
        public List<Finding> findings() {
            return checked.findings();
        }

        Structured doubting(List<Finding> doubts) {
            return new Structured(invoice, checked.and(new Checked(List.of(), doubts, List.of())));
        }
    }

    /** @param text with {@code \n} line ends */
    public record Text(String text, Source source) implements Read {}

    public record Refused(Unreadable unreadable) implements Read {}

    private final OfficialRules rules;
    private final PdfProcesses pdfs = new PdfProcesses();
    private final LargeXml large = new LargeXml(Runtime.getRuntime().maxMemory());

    public DocumentReader(OfficialRules rules) {
        this.rules = rules;
    }

    /** The refusal of a document above {@link #MOST_BYTES}, whatever its content. */
    static Refused tooLarge() {
        return new Refused(Refusal.TOO_LARGE.with((MOST_BYTES >> 20) + " MB"));
    }

    public Read read(byte[] bytes) {
        try {
            return readByContent(bytes);
        } catch (RefusedException e) {
            return new Refused(e.unreadable());
        }
    }

    private Read readByContent(byte[] bytes) throws RefusedException {
        if (bytes.length == 0) {
            throw Refusal.EMPTY.refuse();
        }
        if (bytes.length > MOST_BYTES) {
            return tooLarge();
        }
        Unreadable known = FileSignature.refusal(bytes);
        if (known != null) {
            return new Refused(known);
        }
        if (FileSignature.isPdf(bytes)) {
            return pdf(bytes);
        }
        return Xml.looksLikeXml(bytes) ? large.read(bytes.length, () -> markup(bytes)) : text(bytes);
    }

    private Read markup(byte[] bytes) throws RefusedException {
        String head = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        if (head.contains("<!doctype html") || head.contains("<html")) {
            throw Refusal.HTML.refuse();
        }
        Xml.Document<RuleCheck> document = Xml.parse(bytes, this::rules);
        return structured(document, document.root().name.startsWith("CrossIndustry") ? Source.CII : Source.UBL);
    }

    private @Nullable RuleCheck rules(XmlElement root) {
        Syntax syntax = Syntax.of(root);
        return syntax == null ? null : rules.begin(syntax);
    }

    private static Structured structured(Xml.Document<RuleCheck> document, Source source) throws RefusedException {
        XmlElement root = document.root();
        if (!isInvoice(document)) {
            throw OtherDocuments.refusal(root);
        }
        try {
            boolean ubl = Ubl.isInvoice(root) || Ubl.isCreditNote(root);
            return checked(ubl ? Ubl.read(root, source) : Cii.read(root, source), document.listener());
        } catch (ArithmeticException e) {
            throw Refusal.FIELD_INVALID.refuse("amounts", "small enough to be added up");
        }
    }

    private static boolean isInvoice(Xml.Document<RuleCheck> document) {
        return document.listener() != null || Cii.isZugferd1(document.root());
    }

    /** The official rules cost the most time, so they run only when the sums are right. */
    private static Structured checked(ParsedInvoice parsed, @Nullable RuleCheck check) {
        Checked checked = parsed.checked().and(Arithmetic.check(parsed.invoice(), parsed.profile()));
        return new Structured(
                parsed.invoice(),
                checked.findings().isEmpty() ? checked.and(ProfileRules.check(parsed.profile(), check)) : checked);
    }

    private Read pdf(byte[] bytes) throws RefusedException {
        PdfContent content = pdfs.read(bytes);
        if (content.xml().isEmpty()) {
            return bounded(content.text(), Source.PDF_TEXT);
        }
        long size = content.xml().stream().mapToLong(xml -> xml.length).sum();
        Optional<Read> embedded = large.read(size, () -> embedded(content));
        return embedded.isPresent() ? embedded.get() : bounded(pdfs.text(bytes).text(), Source.PDF_TEXT);
    }

    /** The one e-invoice among the embedded files. */
    private Optional<Read> embedded(PdfContent content) throws RefusedException {
        List<Xml.Document<RuleCheck>> invoices = new ArrayList<>();
        XmlElement order = null;
        for (byte[] file : content.xml()) {
            Xml.Document<RuleCheck> document = Xml.parse(file, this::rules);
            if (isInvoice(document)) {
                invoices.add(document);
            } else if (OtherDocuments.isOrder(document.root())) {
                order = document.root();
            }
        }
        if (invoices.isEmpty() && order != null) {
            throw OtherDocuments.refusal(order);
        }
        if (invoices.size() > 1) {
            throw Refusal.PDF_MANY_INVOICES.refuse(invoices.size());
        }
        return invoices.isEmpty()
                ? Optional.empty()
                : Optional.of(structured(invoices.get(0), Source.FACTUR_X).doubting(Notes.onPage(content.text())));
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

    /** Ends the processes that read PDFs. */
    @Override
    public void close() {
        pdfs.close();
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
