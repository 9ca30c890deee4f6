package dev.ratchet.activities.library.extraction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** DOCX files as the tests need them, made part by part. */
public final class Packages {
    static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    static final String MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private final Map<String, Part> parts = new LinkedHashMap<>();

    private Packages() {}

    interface Part {
        void write(OutputStream out) throws IOException;
    }

    static Packages empty() {
        return new Packages();
    }

    static Packages of(String mainType) {
        return empty().with(
                        "[Content_Types].xml",
                        "<Types><Override PartName=\"/word/document.xml\" ContentType=\"" + mainType + "\"/></Types>")
                .with(
                        "_rels/.rels",
                        "<Relationships><Relationship Id=\"r1\" Target=\"word/document.xml\""
                                + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>"
                                + "</Relationships>");
    }

    /** A document with this inside of its body. */
    public static byte[] docx(String body) {
        return of(MAIN).with("word/document.xml", document(body)).bytes();
    }

    static String document(String body) {
        return "<w:document xmlns:w=\"" + W + "\"><w:body>" + body + "</w:body></w:document>";
    }

    public static String paragraph(String text) {
        return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    static String paragraph(String style, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    Packages with(String name, String text) {
        return with(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    Packages with(String name, Part part) {
        parts.put(name, part);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, Part> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                part.getValue().write(zip);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** @param thousands how often a thousand of {@code again} are written */
    static Part repeated(String before, String again, int thousands, String after) {
        return out -> {
            out.write(before.getBytes(StandardCharsets.UTF_8));
            byte[] some = again.repeat(1_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < thousands; i++) {
                out.write(some);
            }
            out.write(after.getBytes(StandardCharsets.UTF_8));
        };
    }
}
