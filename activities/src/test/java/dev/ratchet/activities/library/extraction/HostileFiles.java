package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.Refusal.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Files that are made to hurt whoever reads them, or that are no document: each with the code by which it is refused. */
public final class HostileFiles {
    private static final String XXE = "<!DOCTYPE x [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>";
    private static final String LAUGHS = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";

    private final Map<String, Hostile> all = new LinkedHashMap<>();

    private HostileFiles() {}

    public record Hostile(String name, String code, Supplier<byte[]> bytes) {}

    /** By what is wrong with each. */
    public static Map<String, Hostile> all() {
        HostileFiles files = new HostileFiles();
        files.offices();
        files.packages();
        files.pdfs();
        files.markup();
        files.others();
        return files.all;
    }

    private void add(String what, String name, String code, Supplier<byte[]> bytes) {
        all.put(what, new Hostile(name, code, bytes));
    }

    private void docx(String what, String code, String part, String xml) {
        add(what, "a.docx", code, () -> text().with(part, xml).bytes());
    }

    private void docx(String what, String code, String part, Packages.Part xml) {
        add(what, "a.docx", code, () -> text().with(part, xml).bytes());
    }

    private static Packages text() {
        return Packages.of(Packages.MAIN).with("word/document.xml", Packages.document(Packages.paragraph("Hello.")));
    }

    private void offices() {
        String main = "word/document.xml";
        String styles = "word/styles.xml";
        String open = "<w:document xmlns:w=\"" + Packages.W + "\"><w:body>";
        String close = "</w:body></w:document>";
        docx("zip bomb of 1 GB", "OFFICE_TOO_LARGE", main, Packages.repeated(open, " ".repeat(1_000), 1_000, close));
        docx(
                "zip bomb in the styles",
                "OFFICE_TOO_LARGE",
                styles,
                Packages.repeated("<s>", " ".repeat(100), 1_000, "</s>"));
        docx("archive in place of the text", "OFFICE_BROKEN", main, out -> out.write(Packages.docx("")));
        docx("XXE in the text", "OFFICE_DOCTYPE", main, XXE + Packages.document(Packages.paragraph("&secret;")));
        docx(
                "XXE in the relationships",
                "OFFICE_DOCTYPE",
                "_rels/.rels",
                XXE + "<Relationships>&secret;</Relationships>");
        docx("DTD from elsewhere", "OFFICE_DOCTYPE", styles, "<!DOCTYPE s SYSTEM \"http://127.0.0.1:9/x.dtd\"><s/>");
        docx("entities that grow", "OFFICE_DOCTYPE", main, LAUGHS + Packages.document(Packages.paragraph("&c;")));
        docx(
                "a million paragraphs",
                "OFFICE_TOO_LARGE",
                main,
                Packages.repeated(open, Packages.paragraph("x"), 1_000, close));
        docx("elements inside each other", "OFFICE_TOO_LARGE", main, open + "<w:sdt>".repeat(100_000));
        docx("an element that does not end", "OFFICE_BROKEN", main, open + "<w:p>");
        docx("macros by their part", "OFFICE_MACROS", "word/vbaProject.bin", "x");
        docx("no relationships", "OFFICE_OTHER", "_rels/.rels", "<Relationships/>");
        docx(
                "a text outside of the package",
                "OFFICE_OTHER",
                "_rels/.rels",
                "<R><Relationship Type=\"x/officeDocument\" Target=\"../../../etc/passwd\"/></R>");
    }

    private void packages() {
        add(
                "nested archive",
                "a.zip",
                "ARCHIVE",
                () -> Packages.empty()
                        .with(
                                "inner.zip",
                                out -> out.write(Packages.empty()
                                        .with("inner.docx", "PK")
                                        .bytes()))
                        .bytes());
        add("twenty thousand parts", "a.docx", "OFFICE_TOO_LARGE", () -> {
            Packages many = text();
            for (int i = 0; i < 20_000; i++) {
                many.with("word/media/" + i, "");
            }
            return many.bytes();
        });
        add("cut DOCX", "a.docx", "OFFICE_BROKEN", () -> {
            byte[] whole = text().bytes();
            return Arrays.copyOf(whole, whole.length / 2);
        });
        add("encrypted entry", "a.docx", "OFFICE_ENCRYPTED", HostileFiles::encryptedEntry);
        add("password", "a.docx", "OFFICE_ENCRYPTED", () -> compound("EncryptedPackage"));
        add("old Word", "a.doc", "OFFICE_OLD", () -> compound("WordDocument"));
        add(
                "macros by their type",
                "a.docm",
                "OFFICE_MACROS",
                () -> Packages.of("application/vnd.ms-word.document.macroEnabled.main+xml")
                        .with("word/document.xml", Packages.document(""))
                        .bytes());
        add(
                "spreadsheet",
                "a.xlsx",
                "OFFICE_OTHER",
                () -> Packages.of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
                        .bytes());
        add(
                "OpenDocument",
                "a.odt",
                "OFFICE_OTHER",
                () -> Packages.empty()
                        .with("mimetype", "application/vnd.oasis.opendocument.text")
                        .bytes());
    }

    private void pdfs() {
        String text = "The quick brown fox jumps over the lazy dog.\n".repeat(20);
        add("cut PDF", "a.pdf", "PDF_BROKEN", () -> Arrays.copyOf(Pdfs.of(text), 200));
        add("no PDF", "a.pdf", "PDF_BROKEN", () -> utf8("%PDF-1.7\nnothing of the kind"));
        add("PDF with a password", "a.pdf", "PDF_ENCRYPTED", () -> Pdfs.withPassword(text));
        add("scan", "a.pdf", "PDF_NO_TEXT", () -> Pdfs.of("x"));
        add("PDF that unpacks to 300 MB", "a.pdf", "PDF_TOO_COMPLEX", HostileFiles::pdfBomb);
    }

    private void markup() {
        String tooMuch = "HTML_TOO_COMPLEX";
        add("a million divs inside each other", "a.html", tooMuch, () -> utf8("<html>" + "<div>".repeat(1_000_000)));
        add("a million attributes", "a.html", tooMuch, () -> utf8("<html><p " + "a=1 ".repeat(1_000_000) + ">x"));
        add("attributes without blanks", "a.html", tooMuch, () -> utf8("<html><p " + "a=\"1\"".repeat(500_000) + ">x"));
        add("attributes behind no quote", "a.html", tooMuch, () -> utf8("<html><p \" " + "a ".repeat(500_000) + ">x"));
        add("XML", "a.xml", "XML", () -> utf8("<?xml version=\"1.0\"?><Invoice/>"));
        add("twenty thousand headings", "a.md", "TOO_MANY_PARTS", () -> utf8("# x\n\ny\n\n".repeat(20_000)));
    }

    private void others() {
        add("no bytes", "a.txt", "EMPTY", () -> new byte[0]);
        add("white space", "a.txt", "EMPTY", () -> utf8(" \n\t\n"));
        add("HTML without text", "a.html", "EMPTY", () -> utf8("<html><script>alert(1)</script></html>"));
        add("DOCX without letters", "a.docx", "EMPTY", () -> Packages.docx("<w:p/>"));
        add("binary", "a.txt", "BINARY", () -> {
            byte[] bytes = new byte[100_000];
            new Random(1).nextBytes(bytes);
            return bytes;
        });
        add("21 MB", "a.txt", "TOO_LARGE", () -> new byte[21 << 20]);
        add("three million characters", "a.txt", "TEXT_TOO_LONG", () -> utf8("word ".repeat(600_000)));
        add("gzip", "a.gz", "ARCHIVE", HostileFiles::gzip);
        add("picture", "a.png", "IMAGE", () -> HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"));
        add(
                "mail",
                "a.eml",
                "MAIL",
                () -> utf8("From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n"
                        + "Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\r\nHello"));
        add("rich text", "a.rtf", "OFFICE_OLD", () -> utf8("{\\rtf1\\ansi hello}"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compound(String stream) {
        byte[] bytes = new byte[4_096];
        byte[] head = HexFormat.of().parseHex("d0cf11e0a1b11ae1");
        byte[] name = stream.getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(name, 0, bytes, 1_024, name.length);
        return bytes;
    }

    /** Says of every entry that it is encrypted, in both of its headers. */
    private static byte[] encryptedEntry() {
        byte[] bytes = text().bytes();
        for (int i = 0; i + 10 < bytes.length; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K') {
                boolean local = bytes[i + 2] == 3 && bytes[i + 3] == 4;
                boolean central = bytes[i + 2] == 1 && bytes[i + 3] == 2;
                if (local || central) {
                    bytes[i + (local ? 6 : 8)] |= 1;
                }
            }
        }
        return bytes;
    }

    private static byte[] gzip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(utf8("hello"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] pdfBomb() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            out.write(utf8("%PDF-1.4\n1 0 obj\n<</Length 300000 /Filter /FlateDecode>>\nstream\n"));
            DeflaterOutputStream packed = new DeflaterOutputStream(out);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                packed.write(zeros);
            }
            packed.finish();
            out.write(utf8("\nendstream\nendobj\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** What a reader says of a file: the code and the sentence, or that it was read. */
    static String said(LibraryReader reader, Hostile file) {
        try {
            return "READ " + reader.read(file.name(), file.bytes().get()).format();
        } catch (Refused e) {
            return e.code() + " " + e.why();
        }
    }

    /** Reads all of them in this process, one after the other, and prints what was said of each. */
    public static void main(String[] arguments) {
        try (LibraryReader reader = new LibraryReader()) {
            all().forEach((what, file) -> System.out.println(what + ": " + said(reader, file)));
        }
    }
}
