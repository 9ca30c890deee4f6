package dev.ratchet.activities.documents;

import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.workflows.contract.invoice.DocumentReading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognizes formats by their first bytes, {@link #HEAD} of which are enough. */
public final class FileSignature {
    public static final int HEAD = MailHeader.MOST;

    private record Known(String hex, int at, Refusal refusal, String kind) {}

    private static final List<Known> KNOWN = List.of(
            new Known("89504e470d0a1a0a", 0, Refusal.IMAGE, "PNG"),
            new Known("ffd8ff", 0, Refusal.IMAGE, "JPEG"),
            new Known("47494638", 0, Refusal.IMAGE, "GIF"),
            new Known("49492a00", 0, Refusal.IMAGE, "TIFF"),
            new Known("4d4d002a", 0, Refusal.IMAGE, "TIFF"),
            new Known("57454250", 8, Refusal.IMAGE, "WebP"),
            new Known("6674797068656963", 4, Refusal.IMAGE, "HEIC"),
            new Known("667479706d696631", 4, Refusal.IMAGE, "HEIF"),
            new Known("6674797061766966", 4, Refusal.IMAGE, "AVIF"),
            new Known("1f8b", 0, Refusal.ARCHIVE, "gzip"),
            new Known("425a68", 0, Refusal.ARCHIVE, "bzip2"),
            new Known("fd377a585a00", 0, Refusal.ARCHIVE, "xz"),
            new Known("28b52ffd", 0, Refusal.ARCHIVE, "zstd"),
            new Known("377abcaf271c", 0, Refusal.ARCHIVE, "7z"),
            new Known("526172211a07", 0, Refusal.ARCHIVE, "RAR"),
            new Known("7573746172", 257, Refusal.ARCHIVE, "tar"),
            new Known("d0cf11e0a1b11ae1", 0, Refusal.OFFICE, ""),
            new Known("7b5c727466", 0, Refusal.OFFICE, ""));

    private FileSignature() {}

    /** The reason not to read these bytes; absent when they may be XML, PDF or text. */
    public static @Nullable Unreadable refusal(byte[] bytes) {
        if (has(bytes, 0, "504b0304") || has(bytes, 0, "504b0506")) {
            return isOffice(bytes) ? Refusal.OFFICE.with() : Refusal.ARCHIVE.with("zip");
        }
        if (MailHeader.begins(bytes)) {
            return Refusal.MAIL.with();
        }
        for (Known known : KNOWN) {
            if (has(bytes, known.at, known.hex)) {
                return known.refusal.with(known.kind);
            }
        }
        return null;
    }

    public static boolean isPicture(byte[] head) {
        Unreadable known = refusal(head);
        return known != null && known.code().equals(Refusal.IMAGE.name());
    }

    public static boolean isMail(byte[] head) {
        return MailHeader.begins(head);
    }

    /** A ZIP archive that is no office document. */
    public static boolean isZip(byte[] head) {
        return (has(head, 0, "504b0304") || has(head, 0, "504b0506")) && !isOffice(head);
    }

    public static boolean isPdf(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1);
        return head.contains("%PDF-");
    }

    /** An Office Open XML file begins with its content types or relations, an OpenDocument file with its media type. */
    private static boolean isOffice(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
        return head.contains("[Content_Types].xml")
                || head.contains("_rels/.rels")
                || head.contains("mimetypeapplication/vnd.oasis");
    }

    private static boolean has(byte[] bytes, int at, String hex) {
        byte[] expected = java.util.HexFormat.of().parseHex(hex);
        return bytes.length >= at + expected.length
                && java.util.Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }
}
