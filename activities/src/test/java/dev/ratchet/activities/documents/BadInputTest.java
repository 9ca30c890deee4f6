package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.documents.rules.WarmUp;
import dev.ratchet.workflows.contract.invoice.DocumentReading.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;

/** What is no invoice, and what the sender is told. */
class BadInputTest {
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());

    private record Bad(byte[] bytes, Refusal expected) {}

    @Test
    void every_bad_input_has_its_code_and_its_sentence() throws IOException {
        Map<String, Bad> table = table();
        table.forEach((what, bad) -> {
            DocumentReader.Read read = READER.read(bad.bytes);
            assertThat(read).as(what).isInstanceOf(DocumentReader.Refused.class);
            Unreadable refused = ((DocumentReader.Refused) read).unreadable();
            System.out.printf("%-38s %-22s %s%n", what, refused.code(), refused.why());
            assertThat(refused.code()).as(what).isEqualTo(bad.expected.name());
            assertThat(refused.why()).doesNotContain("%s").endsWith(".");
        });
    }

    private static Map<String, Bad> table() throws IOException {
        Map<String, Bad> table = new LinkedHashMap<>();
        String ubl = new String(WarmUp.document(OfficialRules.Syntax.UBL_INVOICE), StandardCharsets.UTF_8);
        table.put("0 bytes", new Bad(new byte[0], Refusal.EMPTY));
        table.put("blank", text(" \n\t ", Refusal.EMPTY));
        table.put("100 MB", new Bad(new byte[100 << 20], Refusal.TOO_LARGE));
        table.put("FatturaPA", text("<p:FatturaElettronica xmlns:p=\"urn:x\"/>", Refusal.XML_UNKNOWN));
        table.put(
                "UBL Order",
                text("<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"/>", Refusal.ORDER));
        table.put(
                "Order-X",
                text(
                        "<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm=\"urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100\"/>",
                        Refusal.ORDER));
        table.put("Invoice of no namespace", text("<Invoice/>", Refusal.XML_UNKNOWN));
        table.put(
                "XML with a DTD",
                text("<!DOCTYPE Invoice SYSTEM \"http://127.0.0.1:1/x.dtd\">" + ubl, Refusal.XML_DOCTYPE));
        table.put(
                "external entity",
                text("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", Refusal.XML_DOCTYPE));
        table.put("entity bomb", text(laughs(), Refusal.XML_DOCTYPE));
        table.put("undeclared entity", text(ubl.replace("<cbc:ID>1<", "<cbc:ID>&x;<"), Refusal.XML_BROKEN));
        table.put("XML cut in half", text(ubl.substring(0, ubl.length() / 2), Refusal.XML_BROKEN));
        table.put("XML nested 100,000 deep", text("<a>".repeat(100_000), Refusal.XML_TOO_DEEP));
        table.put("500,000 elements", text("<a>" + "<b/>".repeat(500_000) + "</a>", Refusal.XML_TOO_DEEP));
        table.put("UBL without currency", text(ubl, Refusal.FIELD_MISSING));
        table.put("UBL in currency XYZ", text(currency(ubl, "XYZ"), Refusal.FIELD_INVALID));
        table.put(
                "UBL dated 30 February",
                text(currency(ubl, "EUR").replace("2026-01-01", "2026-02-30"), Refusal.FIELD_INVALID));
        table.put("UBL of 5,001 lines", text(manyLines(currency(ubl, "EUR")), Refusal.TOO_MANY_LINES));
        table.put("PNG", new Bad(Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAE="), Refusal.IMAGE));
        table.put(
                "JPEG", new Bad(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16}, Refusal.IMAGE));
        table.put("GIF", text("GIF89a....", Refusal.IMAGE));
        table.put("TIFF", new Bad(new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0}, Refusal.IMAGE));
        table.put("zip bomb", new Bad(zip("a.xml", new byte[30 << 20]), Refusal.ARCHIVE));
        table.put("gzip bomb", new Bad(gzip(new byte[30 << 20]), Refusal.ARCHIVE));
        table.put("office file", new Bad(zip("[Content_Types].xml", new byte[10]), Refusal.OFFICE));
        table.put("JSON", text("{\"total\": 12.5}", Refusal.JSON));
        table.put("HTML", text("<!DOCTYPE html><html><body>Invoice</body></html>", Refusal.HTML));
        table.put("random bytes", new Bad(random(), Refusal.BINARY));
        table.put("PDF, encrypted", new Bad(pdf("secret"), Refusal.PDF_ENCRYPTED));
        table.put("PDF, restricted without password", new Bad(pdf(""), Refusal.PDF_NO_TEXT));
        table.put("PDF, scanned", new Bad(pdf(null), Refusal.PDF_NO_TEXT));
        table.put("PDF, broken", text("%PDF-1.7\nnothing of the kind", Refusal.PDF_BROKEN));
        table.put("PDF bomb", new Bad(pdfBomb(), Refusal.PDF_TOO_COMPLEX));
        return table;
    }

    private static Bad text(String text, Refusal expected) {
        return new Bad(text.getBytes(StandardCharsets.UTF_8), expected);
    }

    private static String currency(String ubl, String code) {
        return ubl.replace(
                "</cbc:IssueDate>",
                "</cbc:IssueDate><cbc:DocumentCurrencyCode>" + code + "</cbc:DocumentCurrencyCode>");
    }

    private static String manyLines(String ubl) {
        return ubl.replace("</Invoice>", "<cac:InvoiceLine/>".repeat(5_000) + "</Invoice>");
    }

    private static String laughs() {
        StringBuilder dtd = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"ha\">");
        for (int i = 1; i < 20; i++) {
            dtd.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return dtd + "]><a>&e19;</a>";
    }

    private static byte[] zip(String name, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(body);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    private static byte[] random() {
        byte[] bytes = new byte[5000];
        new java.util.Random(3).nextBytes(bytes);
        bytes[0] = 1;
        return bytes;
    }

    private static byte[] pdf(@org.jspecify.annotations.Nullable String password) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            if (password != null) {
                document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            document.save(out);
        }
        return out.toByteArray();
    }

    private static byte[] pdfBomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("%PDF-1.7\n1 0 obj <</Filter /FlateDecode>>\nstream\n".getBytes(StandardCharsets.ISO_8859_1));
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                deflate.write(zeros);
            }
        }
        out.write("\nendstream\nendobj\n%%EOF".getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }
}
