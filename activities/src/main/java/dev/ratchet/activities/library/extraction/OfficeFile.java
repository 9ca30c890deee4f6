package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.Refusal.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Opens an Office Open XML package (ECMA-376, part 2) by its central directory and reads the parts of a text document, each within
 * its limit. What else is packed is never unpacked.
 */
final class OfficeFile implements AutoCloseable {
    /** Fonts, pictures and embedded files of a document are hundreds at most. */
    private static final int MOST_ENTRIES = 10_000;

    private static final byte[] COMPOUND = HexFormat.of().parseHex("d0cf11e0a1b11ae1");
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    private static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final String MAIN = "wordprocessingml";

    private final Path file;
    private final ZipFile zip;
    private final ReadingLimits limits;

    private OfficeFile(byte[] bytes, ReadingLimits limits) throws IOException {
        this.limits = limits;
        this.file = Files.createTempFile("ratchet-", ".docx");
        try {
            Files.write(file, bytes);
            this.zip = new ZipFile(file.toFile());
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    static boolean isPackage(byte[] bytes) {
        return bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] < 8 && bytes[3] < 9;
    }

    /** The format of office documents before 2007, and of encrypted ones since (MS-CFB). */
    static boolean isCompound(byte[] bytes) {
        return bytes.length > 8 && Arrays.equals(bytes, 0, 8, COMPOUND, 0, 8);
    }

    static boolean isEncrypted(byte[] bytes) {
        for (int i = 0; i + ENCRYPTED.length <= bytes.length; i++) {
            if (bytes[i] == 'E' && Arrays.equals(bytes, i, i + ENCRYPTED.length, ENCRYPTED, 0, ENCRYPTED.length)) {
                return true;
            }
        }
        return false;
    }

    static LibraryText text(byte[] bytes, ReadingLimits limits) throws Refused {
        try (OfficeFile opened = new OfficeFile(bytes, limits)) {
            return opened.text();
        } catch (IOException | IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw why.contains("encrypted")
                    ? Refusal.OFFICE_ENCRYPTED.because()
                    : Refusal.OFFICE_BROKEN.because(e instanceof ZipException ? "its packing" : "an end too early");
        }
    }

    private LibraryText text() throws IOException, Refused {
        if (zip.size() > MOST_ENTRIES) {
            throw Refusal.OFFICE_TOO_LARGE.because(MOST_ENTRIES + " parts at most");
        }
        if (zip.getEntry(CONTENT_TYPES) == null) {
            throw (zip.getEntry("mimetype") == null ? Refusal.ARCHIVE : Refusal.OFFICE_OTHER).because();
        }
        OfficeParts parts = OfficeParts.of(this, limits);
        if (parts.mainType().contains("macroEnabled")
                || zip.stream().anyMatch(entry -> entry.getName().endsWith("vbaProject.bin"))) {
            throw Refusal.OFFICE_MACROS.because();
        }
        if (!parts.mainType().contains(MAIN)) {
            throw Refusal.OFFICE_OTHER.because();
        }
        ReadingLimits.Clock clock = limits.clock();
        DocxStyles styles = new DocxStyles(limits, clock);
        if (has(parts.styles())) {
            read(parts.styles(), styles);
        }
        DocxBody body = new DocxBody(styles, limits, clock);
        read(parts.main(), body);
        return body.built();
    }

    boolean has(String part) {
        return zip.getEntry(part) != null;
    }

    /** Sends the events of a part of the package to a handler. */
    void read(String part, OfficeHandler handler) throws IOException, Refused {
        ZipEntry entry = zip.getEntry(part);
        InputStream packed = entry == null ? null : zip.getInputStream(entry);
        if (packed == null) {
            throw Refusal.OFFICE_BROKEN.because("a part that it names is not in it");
        }
        try (InputStream unpacked = new BoundedStream(packed, limits.unpacked())) {
            handler.read(unpacked);
        }
    }

    @Override
    public void close() throws IOException {
        try (zip) {
            Files.deleteIfExists(file);
        }
    }
}
