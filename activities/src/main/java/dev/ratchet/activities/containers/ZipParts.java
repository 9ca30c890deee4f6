package dev.ratchet.activities.containers;

import dev.ratchet.activities.content.SpooledBody;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The entries of a ZIP archive, by its central directory, which a cut archive does not have. How many there are and what they
 * should come to is asked before the first is unpacked; what they do come to is counted while they are.
 */
final class ZipParts {
    /** Invoices in XML with thousands of lines pack to a fiftieth. */
    private static final int DENSEST = 200;

    /** An entry is never too dense below this size. */
    private static final long SMALL = 1 << 20;

    private static final List<String> OF_SYSTEMS = List.of("thumbs.db", "desktop.ini");

    private ZipParts() {}

    static void each(SpooledBody body, Unpacking unpacking, Unpacking.Place at, Part.Taker taker)
            throws IOException, Reason.Unopened {
        Path file = Files.createTempFile("ratchet-", ".zip");
        try {
            try (InputStream bytes = body.open()) {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            }
            try (ZipFile zip = open(file)) {
                announce(zip, unpacking);
                for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                    take(zip, entries.nextElement(), unpacking, at, taker);
                }
            }
        } catch (ZipException | EOFException e) {
            throw broken(e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Reason.Unopened broken(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("encrypted")
                ? Reason.CONTAINER_ENCRYPTED.because()
                : Reason.CONTAINER_BROKEN.because(PartNames.text(message));
    }

    /** Names are in UTF-8, or else in the code page that the format began with. */
    private static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile(), ZipFile.OPEN_READ, StandardCharsets.UTF_8);
        } catch (ZipException e) {
            return new ZipFile(file.toFile(), ZipFile.OPEN_READ, Charset.forName("IBM437"));
        }
    }

    private static void announce(ZipFile zip, Unpacking unpacking) throws Reason.Unopened {
        unpacking.announce(zip.size(), 0);
        long bytes = 0;
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            long size = Math.max(0, entry.getSize());
            if (size > SMALL && size / DENSEST > Math.max(0, entry.getCompressedSize())) {
                throw Reason.CONTAINER_TOO_DENSE.because(PartNames.text(entry.getName()), DENSEST);
            }
            bytes = bytes > Long.MAX_VALUE - size ? Long.MAX_VALUE : bytes + size;
        }
        unpacking.announce(zip.size(), bytes);
    }

    private static void take(ZipFile zip, ZipEntry entry, Unpacking unpacking, Unpacking.Place at, Part.Taker taker)
            throws IOException, Reason.Unopened {
        if (entry.isDirectory()) {
            unpacking.count(1);
            return;
        }
        Part part = isOfSystem(entry.getName())
                ? new Part(entry.getName(), Reason.SYSTEM_FILE, "")
                : Part.of(entry.getName());
        taker.take(part, () -> checked(zip, entry), at);
    }

    private static InputStream checked(ZipFile zip, ZipEntry entry) throws IOException {
        CRC32 sum = new CRC32();
        return new CheckedInputStream(Objects.requireNonNull(zip.getInputStream(entry)), sum) {
            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                int read = super.read(into, at, length);
                if (read < 0 && entry.getCrc() >= 0 && sum.getValue() != entry.getCrc()) {
                    throw new ZipException("the checksum of an entry is wrong");
                }
                return read;
            }
        };
    }

    private static boolean isOfSystem(String name) {
        String[] segments = name.split("[/\\\\]");
        String last = segments.length == 0 ? "" : segments[segments.length - 1];
        return segments.length > 0
                && (segments[0].equals("__MACOSX")
                        || (last.startsWith(".") && !last.startsWith(".."))
                        || OF_SYSTEMS.contains(last.toLowerCase(Locale.ROOT)));
    }
}
